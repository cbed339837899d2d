"""An SMTP server on loopback that keeps what it takes, one JSON file a message.

    smtp_server.py PORT FOLDER [--refuse ADDRESS] [--hang ADDRESS] [--busy ATTEMPTS]
        [--tls starttls|tls --certificate FILE] [--sign-in USER:PASSWORD]

It prints "ready" when it listens, and ends when its standard input is closed, so that it never
outlives the test that started it.
"""

import argparse
import asyncio
import json
import os
import pathlib
import ssl
import sys
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Keep:
    def __init__(self, options):
        self.options = options
        self.attempts = 0
        self.kept = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        self.attempts += 1
        if address == self.options.refuse:
            return "550 5.1.1 no such mailbox here"
        if address == self.options.hang:
            await asyncio.sleep(3600)
        if self.attempts <= self.options.busy:
            return "451 4.3.0 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        kept = {
            "encrypted": session.ssl is not None or self.options.tls == "tls",
            "signedInAs": session.auth_data,
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "contentType": mail.get_content_type(),
            "headers": {name.lower(): str(value) for name, value in mail.items()},
            "text": mail.get_body(("plain",)).get_content(),
            "html": mail.get_body(("html",)).get_content(),
        }
        self.kept += 1
        path = pathlib.Path(self.options.folder, f"{self.kept:04}.json")
        # Written beside and renamed: whoever looks sees whole files only.
        path.with_suffix(".part").write_text(json.dumps(kept), encoding="utf-8")
        path.with_suffix(".part").rename(path)
        return "250 kept"


def protection(options):
    """What the settings of the server say about encryption and signing in."""
    settings = {}
    if options.tls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(options.certificate)
        if options.tls == "tls":
            settings["ssl_context"] = context
        else:
            settings.update(tls_context=context, require_starttls=True)
    if options.sign_in:

        def authenticate(server, session, envelope, mechanism, given):
            pair = f"{given.login.decode()}:{given.password.decode()}"
            if pair != options.sign_in:
                return AuthResult(success=False, handled=False)
            return AuthResult(success=True, auth_data=given.login.decode())

        settings.update(authenticator=authenticate, auth_required=True)
        # aiosmtpd knows of the encryption that it started itself, and of no other.
        settings["auth_require_tls"] = options.tls == "starttls"
    return settings


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("folder")
    parser.add_argument("--refuse", default="")
    parser.add_argument("--hang", default="")
    parser.add_argument("--busy", type=int, default=0)
    parser.add_argument("--tls", choices=["starttls", "tls"])
    parser.add_argument("--certificate", help="PEM: the certificate and its key")
    parser.add_argument("--sign-in", help="who alone may send")
    options = parser.parse_args()
    controller = Controller(
        Keep(options), hostname="127.0.0.1", port=options.port, **protection(options)
    )
    controller.start()
    print("ready", flush=True)
    sys.stdin.read()
    # Without a goodbye: a connection that hangs would hold it up.
    os._exit(0)


main()
