// A wallet made of other people's libraries.
import { createHash, randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import * as jose from 'jose';
import { Openid4vciClient } from '@openid4vc/openid4vci';
import { clientAuthenticationNone, setGlobalConfig } from '@openid4vc/oauth2';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';

// The service under test listens on plain http on this machine.
setGlobalConfig({ allowInsecureUrls: true });

export const hasher = (data, alg = 'sha-256') => createHash(alg.replace('-', '')).update(data).digest();

export async function keyPair() {
  const { privateKey, publicKey } = await jose.generateKeyPair('ES256', { extractable: true });
  return { privateKey, jwk: await jose.exportJWK(publicKey) };
}

export function callbacks(pair) {
  return {
    fetch,
    hash: (data, alg) => new Uint8Array(createHash(alg.replace('-', '')).update(data).digest()),
    generateRandom: (n) => new Uint8Array(randomBytes(n)),
    clientAuthentication: clientAuthenticationNone({ clientId: 'interop-wallet' }),
    decryptJwe: async () => ({ decrypted: false }),
    encryptJwe: async () => { throw new Error('nothing is encrypted here'); },
    signJwt: async (_signer, { header, payload }) => ({
      jwt: await new jose.SignJWT(payload).setProtectedHeader(header).sign(pair.privateKey), signerJwk: pair.jwk,
    }),
    verifyJwt: async (signer, { compact }) => {
      const key = signer.method === 'x5c'
        ? new X509Certificate(Buffer.from(signer.x5c[0], 'base64')).publicKey
        : await jose.importJWK(signer.publicJwk, 'ES256');
      await jose.compactVerify(compact, key, { algorithms: ['ES256'] });
      return { verified: true, signerJwk: await jose.exportJWK(key) };
    },
    getX509CertificateMetadata: (text) => {
      const names = (new X509Certificate(Buffer.from(text, 'base64')).subjectAltName ?? '').split(', ');
      return { sanDnsNames: names.filter((n) => n.startsWith('DNS:')).map((n) => n.slice(4)), sanUriNames: [] };
    },
  };
}

// take goes through flow A and gives the credentials by the configuration that each was fetched for.
export async function take(pair, opened) {
  const client = new Openid4vciClient({ callbacks: callbacks(pair) });
  const offered = await client.resolveCredentialOffer(opened.link);
  const issuerMetadata = await client.resolveIssuerMetadata(offered.credential_issuer);
  const { accessTokenResponse } = await client.retrievePreAuthorizedCodeAccessTokenFromOffer({ credentialOffer: offered, issuerMetadata, txCode: opened.code });
  const held = {};
  for (const credentialConfigurationId of offered.credential_configuration_ids) {
    const { c_nonce: nonce } = await client.requestNonce({ issuerMetadata });
    const { jwt } = await client.createCredentialRequestJwtProof({
      issuerMetadata, credentialConfigurationId, nonce, signer: { method: 'jwk', publicJwk: pair.jwk, alg: 'ES256' }, issuedAt: new Date(),
    });
    const { credentialResponse } = await client.retrieveCredentials({
      issuerMetadata, credentialConfigurationId, accessToken: accessTokenResponse.access_token, proofs: { jwt: [jwt] },
    });
    held[credentialConfigurationId] = credentialResponse.credentials[0].credential;
  }
  return held;
}

const signerOf = (privateKey) => async (data) =>
  jose.base64url.encode(new Uint8Array(await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, new TextEncoder().encode(data))));

// present shows some claims of a credential to an audience.
export async function present(pair, credential, claims, { audience, nonce, issuedAt = Math.floor(Date.now() / 1000) }) {
  const holder = new SDJwtVcInstance({ hasher, hashAlg: 'sha-256', kbSigner: await signerOf(pair.privateKey), kbSignAlg: 'ES256' });
  return holder.present(credential, Object.fromEntries(claims.map((c) => [c, true])), { kb: { payload: { aud: audience, nonce, iat: issuedAt } } });
}

export { signerOf };
