"""The settings of docs/applications/jupyterhub.md, with addresses on this machine."""

import os

c = get_config()  # noqa: F821

issuer = os.environ["ISSUER"]
port = os.environ["PORT"]

c.JupyterHub.bind_url = f"http://127.0.0.1:{port}"
c.JupyterHub.hub_port = int(os.environ["HUB_PORT"])
c.ConfigurableHTTPProxy.command = [os.environ["PROXY"]]
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{os.environ['PROXY_PORT']}"

c.JupyterHub.authenticator_class = "generic-oauth"
c.GenericOAuthenticator.login_service = "Latchkey"
c.GenericOAuthenticator.client_id = os.environ["CLIENT_ID"]
c.GenericOAuthenticator.client_secret = os.environ["CLIENT_SECRET"]
c.GenericOAuthenticator.oauth_callback_url = f"http://127.0.0.1:{port}/hub/oauth_callback"
c.GenericOAuthenticator.authorize_url = f"{issuer}/oidc/authorize"
c.GenericOAuthenticator.token_url = f"{issuer}/oidc/token"
c.GenericOAuthenticator.userdata_url = f"{issuer}/oidc/userinfo"
c.GenericOAuthenticator.logout_redirect_url = f"{issuer}/oidc/logout"
c.GenericOAuthenticator.scope = ["openid", "profile", "email", "groups"]
c.GenericOAuthenticator.username_claim = "preferred_username"
c.GenericOAuthenticator.manage_groups = True
c.GenericOAuthenticator.auth_state_groups_key = "oauth_user.groups"
c.GenericOAuthenticator.allowed_groups = {"Engineering"}
c.GenericOAuthenticator.admin_groups = {os.environ["ADMINISTRATORS"]}

# The page after the sign-in. By default, a notebook server is started.
c.JupyterHub.default_url = "/hub/home"
