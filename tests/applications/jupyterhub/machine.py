"""The addresses of JupyterHub on this machine."""

import os

c = get_config()  # noqa: F821

port = os.environ["PORT"]

c.JupyterHub.bind_url = f"http://127.0.0.1:{port}"
c.JupyterHub.hub_port = int(os.environ["HUB_PORT"])
c.ConfigurableHTTPProxy.command = [os.environ["PROXY"]]
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{os.environ['PROXY_PORT']}"

# The page after the sign-in. By default, a notebook server is started.
c.JupyterHub.default_url = "/hub/home"
