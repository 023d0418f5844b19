// A certified OpenID provider (npm oidc-provider) on a free port of this machine, for tests of signing in.
//
//   node provider.mjs SITE
//
// SITE is the address of the Daylight under test. Prints "issuer ADDRESS" when it answers, ends when its input ends. Any
// name signs in with any password. POST /spoil/KIND makes the next token wrong in one way; see below.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, decodeJwt, decodeProtectedHeader } from 'jose';
import { Provider } from 'oidc-provider';

const site = process.argv[2];
const secret = 'a-client-secret-for-tests-only-0123456789';
const own = await generateKeyPair('RS256', { extractable: true });
const foreign = await generateKeyPair('RS256', { extractable: true });
let spoil = '';

const server = createServer();
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const issuer = `http://127.0.0.1:${server.address().port}`;

const client = (id, more) => ({
  client_id: id,
  redirect_uris: [`${site}/sign-in/provider/back`],
  post_logout_redirect_uris: [`${site}/sign-in`],
  response_types: ['code'],
  grant_types: ['authorization_code'],
  require_auth_time: true,
  ...more,
});
const provider = new Provider(issuer, {
  clients: [
    client('daylight', {
      client_secret: secret,
      token_endpoint_auth_method: 'client_secret_basic',
      backchannel_logout_uri: `${site}/sign-in/provider/logout`,
    }),
    client('other', { client_secret: secret, token_endpoint_auth_method: 'client_secret_basic' }),
    client('public', { token_endpoint_auth_method: 'none' }),
  ],
  jwks: { keys: [{ ...(await exportJWK(own.privateKey)), kid: 'own', use: 'sig', alg: 'RS256' }] },
  cookies: { keys: ['tests-only'] },
  features: { backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  // It calls no address of its own machine unless told to.
  fetch: (url, { dispatcher, ...options }) => fetch(url, options),
  pkce: { required: () => true },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
});

// A token that is right but for one thing.
const forge = {
  audience: (claims, header) => sign({ ...claims, aud: 'other' }, header, own),
  party: (claims, header) => sign({ ...claims, aud: ['daylight', 'other'], azp: 'other' }, header, own),
  several: (claims, header) => sign({ ...claims, aud: ['daylight', 'other'] }, header, own),
  issuer: (claims, header) => sign({ ...claims, iss: 'https://elsewhere.example' }, header, own),
  nonce: (claims, header) => sign({ ...claims, nonce: 'another-question' }, header, own),
  unasked: ({ nonce, ...claims }, header) => sign(claims, header, own),
  expired: (claims, header) => sign({ ...claims, exp: claims.iat - 120, iat: claims.iat - 600 }, header, own),
  old: (claims, header) => sign({ ...claims, iat: claims.iat - 3600 }, header, own),
  endless: ({ exp, ...claims }, header) => sign(claims, header, own),
  subject: ({ sub, ...claims }, header) => sign(claims, header, own),
  signature: (claims, header) => sign(claims, header, foreign),
  symmetric: (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret)),
  unsigned: async (claims) => new UnsecuredJWT(claims).encode(),
};
const sign = (claims, header, keys) => new SignJWT(claims).setProtectedHeader(header).sign(keys.privateKey);

provider.use(async (ctx, next) => {
  await next();
  if (ctx.path === '/token' && spoil && ctx.body?.id_token) {
    const token = ctx.body.id_token;
    ctx.body = { ...ctx.body, id_token: await forge[spoil](decodeJwt(token), decodeProtectedHeader(token)) };
    spoil = '';
  }
});

const answer = provider.callback();
server.on('request', (request, response) => {
  const kind = request.url.match(/^\/spoil\/(\w+)$/)?.[1];
  if (request.method === 'POST' && kind in forge) {
    spoil = kind;
    response.end();
  } else {
    answer(request, response);
  }
});
process.stdin.resume().on('end', () => process.exit(0)).on('error', () => process.exit(0));
console.log(`issuer ${issuer}`);
