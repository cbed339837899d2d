use serde_json::{Value, json};

/// An application of the catalog.
pub fn application_template() -> Value {
    json!({
        "id": "grafana",
        "name": "Grafana",
        "summary": "Dashboards for metrics, logs and traces",
        "letter": "G",
        "color": "orange",
        "category": "Monitoring",
        "protocol": "oidc",
        "questions": [template_question()],
        "documentation": "Configure generic OAuth authentication",
        "evidence": "documented",
    })
}

/// A host name.
pub fn template_question() -> Value {
    json!({
        "name": "host",
        "label": "Host name of Grafana",
        "sample": "grafana.example.com",
    })
}

/// Grafana on this host.
pub fn create_from_template() -> Value {
    json!({ "answers": { "host": "grafana.example.com" } })
}

/// What to enter in Grafana.
pub fn application_guide() -> Value {
    json!({
        "own": own_guide(),
        "standard": [
            { "name": "Issuer", "value": "https://id.example.com" },
            { "name": "Client ID", "value": "0199f3c1-05b8-77ca-8ae4-c3a895d7b41a" },
            { "name": "Client secret", "value": "{{client_secret}}" },
            { "name": "Redirect URI", "value": "https://grafana.example.com/login/generic_oauth" },
        ],
    })
}

/// The values under the names that Grafana has for them.
pub fn own_guide() -> Value {
    json!({
        "page": "Administration > Authentication > Generic OAuth",
        "values": [guide_value()],
        "snippet": guide_snippet(),
        "documentation": "Configure generic OAuth authentication",
        "evidence": "documented",
    })
}

/// The identifier of the client.
pub fn guide_value() -> Value {
    json!({ "name": "Client Id", "value": "0199f3c1-05b8-77ca-8ae4-c3a895d7b41a" })
}

/// A part of `grafana.ini`.
pub fn guide_snippet() -> Value {
    json!({
        "file": "grafana.ini",
        "text": "[auth.generic_oauth]\nenabled = true\nclient_id = 0199f3c1-05b8-77ca-8ae4-c3a895d7b41a\nclient_secret = {{client_secret}}\n",
    })
}
