//! The figures of the LDAP server.

use std::fmt::Write as _;

use ldap_server::Figures;

use super::text::{Text, seconds};

impl Text {
    /// What the LDAP server has counted.
    pub fn of_ldap(&mut self, figures: &Figures) -> std::fmt::Result {
        let help = "Open LDAP connections";
        self.gauge("latchkey_ldap_connections", help, figures.open())?;
        let name = "latchkey_ldap_connections_refused";
        let help = "LDAP connections that were closed at once, because there were too many";
        self.family(name, "counter", help)?;
        writeln!(self.0, "{name}_total {}", figures.refused())?;

        let requests = figures.requests();
        let name = "latchkey_ldap_requests";
        self.family(
            name,
            "counter",
            "LDAP requests by operation and result code",
        )?;
        for ((operation, result), answered) in &requests {
            let labels = format!("operation=\"{operation}\",result=\"{result}\"");
            writeln!(self.0, "{name}_total{{{labels}}} {}", answered.count)?;
        }
        let name = "latchkey_ldap_request_duration_seconds";
        self.family(name, "summary", "Duration of LDAP requests")?;
        for ((operation, result), answered) in &requests {
            let labels = format!("operation=\"{operation}\",result=\"{result}\"");
            writeln!(self.0, "{name}_count{{{labels}}} {}", answered.count)?;
            writeln!(self.0, "{name}_sum{{{labels}}} {}", seconds(answered.took))?;
        }
        Ok(())
    }
}
