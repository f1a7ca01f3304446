"""What is said to an identity provider: OpenID Connect 1.0, authorization code flow with PKCE.

Loaded only where a provider is set.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
from authlib.common.security import generate_token
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from models.settings import Settings

_TIMEOUT_S = 5.0
# How long somebody may stay on the provider's pages.
_PATIENCE_S = 600
# Signatures that only the provider can make: none by a secret that both sides have, and not "none".
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
_CLOCKS_DIFFER_S = 60


class Why(StrEnum):
    """Why nobody was signed in."""

    DOWN = "down"  # the provider does not answer, or not as one does
    DECLINED = "declined"  # the person, or the provider, has said no
    STALE = "stale"  # it took too long, or was not begun in this browser
    UNTRUSTED = "untrusted"  # what it says cannot be believed


class SignInFailed(Exception):
    """Nobody was signed in."""

    def __init__(self, why: Why, detail: str) -> None:
        super().__init__(f"{why}: {detail}")
        self.why, self.detail = why, detail


@dataclass(frozen=True, slots=True)
class Flow:
    """What the browser keeps while the person is on the provider's pages.

    Attributes:
        begun: When, seconds since 1970.
        next: Where the person wanted to go.
    """

    state: str
    nonce: str
    verifier: str
    begun: float
    next: str

    def kept(self) -> dict[str, Any]:
        """For the cookie."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, in the provider's words.

    Attributes:
        subject: A digest over the provider and its name for the person, which never changes.
        logins: What the person may be called here, the surest first.
    """

    subject: str
    logins: tuple[str, ...]


def begin(settings: Settings, back: str, wanted: str) -> tuple[str, Flow]:
    """Where the browser is to go, and what it is to keep.

    Args:
        settings: They name the provider.
        back: The address that the provider sends the browser back to.
        wanted: Where the person wants to go.

    Raises:
        SignInFailed: The provider is down.
    """
    endpoints = _discover(settings)
    flow = Flow(generate_token(32), generate_token(32), generate_token(64), time.time(), wanted)
    parameters = {
        "response_type": "code", "client_id": settings.oidc_client_id, "redirect_uri": back,
        "scope": "openid profile email", "state": flow.state, "nonce": flow.nonce,
        "code_challenge": create_s256_code_challenge(flow.verifier),
        "code_challenge_method": "S256",
    }  # fmt: skip
    return add_params_to_uri(endpoints["authorization_endpoint"], list(parameters.items())), flow


def finish(
    settings: Settings, kept: Mapping[str, Any] | None, answer: Mapping[str, str], back: str
) -> tuple[Identity, str]:
    """Who has come back from the provider, and where they wanted to go.

    Args:
        settings: They name the provider.
        kept: What `Flow.kept` gave the browser to keep.
        answer: What the provider has added to the address.
        back: The address that the browser was sent back to.

    Raises:
        SignInFailed: Nobody who can be believed.
    """
    flow = Flow(**kept) if kept else None
    if flow is None or answer.get("state") != flow.state or _is_old(flow):
        raise SignInFailed(Why.STALE, "state")
    if "error" in answer or not answer.get("code"):
        raise SignInFailed(Why.DECLINED, answer.get("error", "no code")[:80])
    endpoints = _discover(settings)
    tokens = _exchange(settings, endpoints, flow, answer["code"], back)
    claims = _verified(settings, endpoints, flow, tokens)
    named: Mapping[str, Any] = claims
    if not claims.get("preferred_username") and not claims.get("email"):
        named = _user_info(endpoints, tokens, claims)
    return _identity(settings, claims, named), flow.next


def _is_old(flow: Flow) -> bool:
    return not 0 <= time.time() - flow.begun <= _PATIENCE_S


def _discover(settings: Settings) -> dict[str, Any]:
    """The provider's endpoints; asked anew each time, for keys and addresses change."""
    issuer = settings.oidc_issuer.rstrip("/")
    found = _answer("GET", f"{issuer}/.well-known/openid-configuration")
    if str(found.get("issuer")).rstrip("/") != issuer:
        raise SignInFailed(Why.UNTRUSTED, "another issuer")
    secure = urlsplit(issuer).scheme == "https"
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        scheme = urlsplit(str(found.get(name))).scheme
        if scheme != "https" and (secure or scheme != "http"):
            raise SignInFailed(Why.UNTRUSTED, name)
    return found


def _exchange(
    settings: Settings, endpoints: Mapping[str, Any], flow: Flow, code: str, back: str
) -> dict[str, Any]:
    body = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": back,
        "code_verifier": flow.verifier,
    }  # fmt: skip
    identifier, secret = settings.oidc_client_id, settings.oidc_client_secret
    ways = endpoints.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if secret and "client_secret_basic" in ways:
        # Each is encoded before they are joined: RFC 6749, section 2.3.1.
        auth = httpx.BasicAuth(quote(identifier, safe=""), quote(secret, safe=""))
        return _answer("POST", endpoints["token_endpoint"], data=body, auth=auth)
    body |= {"client_id": identifier} | ({"client_secret": secret} if secret else {})
    return _answer("POST", endpoints["token_endpoint"], data=body)


def _verified(
    settings: Settings, endpoints: Mapping[str, Any], flow: Flow, tokens: Mapping[str, Any]
) -> dict[str, Any]:
    """What the ID token claims, when the provider has signed it for this system and this flow."""
    keys: Any = _answer("GET", endpoints["jwks_uri"])
    try:
        token = jwt.decode(
            str(tokens.get("id_token")), KeySet.import_key_set(keys), algorithms=_ALGORITHMS
        )
        claims = CodeIDToken(
            token.claims, token.header,
            options={
                "iss": {"essential": True, "value": endpoints["issuer"]},
                "aud": {"essential": True, "value": settings.oidc_client_id},
                "sub": {"essential": True},
            },
            params={
                "nonce": flow.nonce, "client_id": settings.oidc_client_id,
                "access_token": tokens.get("access_token"),
            },
        )  # fmt: skip
        claims.validate(leeway=_CLOCKS_DIFFER_S)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise SignInFailed(Why.UNTRUSTED, type(error).__name__) from error
    return dict(claims)


def _user_info(
    endpoints: Mapping[str, Any], tokens: Mapping[str, Any], claims: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Names of a provider that does not put them into the ID token."""
    if not endpoints.get("userinfo_endpoint"):
        return claims
    headers = {"Authorization": f"Bearer {tokens.get('access_token')}"}
    found = _answer("GET", endpoints["userinfo_endpoint"], headers=headers)
    if found.get("sub") != claims["sub"]:
        raise SignInFailed(Why.UNTRUSTED, "another subject")
    return found


def _identity(
    settings: Settings, claims: Mapping[str, Any], named: Mapping[str, Any]
) -> Identity:  # fmt: skip
    whole = f"{settings.oidc_issuer.rstrip('/')}\n{claims['sub']}"
    # An address that the provider has not seen work may be anybody's.
    email = named.get("email") if named.get("email_verified") is True else None
    logins = [str(name) for name in (named.get("preferred_username"), email) if name]
    return Identity(hashlib.sha256(whole.encode()).hexdigest(), tuple(logins))


def _answer(method: str, url: str, **options: Any) -> dict[str, Any]:
    try:
        answer = httpx.request(method, url, timeout=_TIMEOUT_S, **options)
        body = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise SignInFailed(Why.DOWN, type(error).__name__) from error
    if answer.status_code != httpx.codes.OK or not isinstance(body, dict):
        why = Why.DOWN if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR else Why.UNTRUSTED
        raise SignInFailed(why, f"status {answer.status_code}")
    return body
