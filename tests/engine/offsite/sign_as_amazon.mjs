// Signs requests with the signer of Amazon's own SDK: one JSON object a line in, its Authorization header out.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
const require = createRequire(process.argv[2] + '/');
const { SignatureV4 } = require('@smithy/signature-v4');
const { Sha256 } = require('@aws-crypto/sha256-js');

for await (const line of createInterface({ input: process.stdin })) {
  const r = JSON.parse(line);
  const signer = new SignatureV4({
    service: 's3', region: r.region, credentials: { accessKeyId: r.id, secretAccessKey: r.secret },
    sha256: Sha256, uriEscapePath: false, applyChecksum: false,
  });
  const signed = await signer.sign(
    { method: r.method, protocol: 'https:', hostname: r.headers.host, path: r.path, query: r.query, headers: r.headers },
    { signingDate: new Date(r.time) });
  console.log(signed.headers.authorization);
}
