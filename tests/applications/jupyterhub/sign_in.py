# The settings of docs/applications/jupyterhub.md, which follow those of machine.py.

issuer = os.environ["ISSUER"]

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
