import { createHash, X509Certificate } from 'node:crypto';
import { fingerprintOf, uuidOf } from '../platform/certificate-authority.ts';

export interface TrustPageParts {
  readonly authority: string;
  /** Where to go once the device trusts us. */
  readonly origin: string;
  readonly certificate: string;
  readonly profile: string;
}

/**
 * The page that a new handheld opens first: how to trust the local authority, system by system, and the pairing code.
 * The code comes in the address's fragment, which browsers keep to themselves: it never crosses the network readable.
 * `policy` lets only this page's own style and script run.
 */
export function trustPage(parts: TrustPageParts): { readonly html: string; readonly policy: string } {
  const html = page(parts);
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    `connect-src ${parts.origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return { html, policy };
}

/** The authority as a configuration profile of Apple's ("Configuration Profile Reference", payload com.apple.security.root). */
export function appleProfile(authority: string): string {
  const { raw } = new X509Certificate(authority);
  const name = escaped(nameOf(authority));
  const [whole, payload] = [uuidOf(authority, 'profile'), uuidOf(authority, 'payload')];
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>PayloadType</key><string>Configuration</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>unitrail.authority.${whole}</string>
<key>PayloadUUID</key><string>${whole}</string>
<key>PayloadDisplayName</key><string>${name}</string>
<key>PayloadDescription</key><string>Lets this device trust the Unitrail server of your shop.</string>
<key>PayloadContent</key><array><dict>
<key>PayloadType</key><string>com.apple.security.root</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>unitrail.authority.${payload}</string>
<key>PayloadUUID</key><string>${payload}</string>
<key>PayloadDisplayName</key><string>${name}</string>
<key>PayloadCertificateFileName</key><string>unitrail-ca.crt</string>
<key>PayloadContent</key><data>${raw.toString('base64')}</data>
</dict></array>
</dict></plist>
`;
}

/** Steps by system, as the systems call them; a name in the address of the page's `details` opens the likely one. */
const steps: readonly (readonly [system: string, title: string, steps: readonly string[]])[] = [
  [
    'android',
    'Android (Chrome)',
    [
      'Tap <a href="{certificate}">Download the certificate</a>.',
      'Open Settings and search for <b>CA certificate</b> (Security → Encryption &amp; credentials → Install a certificate).',
      'Choose <b>Install anyway</b>, and then the file <b>unitrail-ca.crt</b>.',
      'On managed handhelds (Zebra, Honeywell, Datalogic) have the device management install the same file.',
    ],
  ],
  [
    'ios',
    'iPhone and iPad (Safari)',
    [
      'Tap <a href="{profile}">Download the profile</a>, then <b>Allow</b>.',
      'Settings → General → VPN &amp; Device Management → the profile → <b>Install</b>.',
      'Settings → General → About → Certificate Trust Settings → switch <b>{name}</b> on. Without this step it stays untrusted.',
    ],
  ],
  [
    'windows',
    'Windows',
    [
      '<a href="{certificate}">Download the certificate</a> and open it.',
      'Install Certificate → Current User → Place all certificates in the following store → <b>Trusted Root Certification Authorities</b>.',
      'Confirm, and start the browser again.',
    ],
  ],
  [
    'other',
    'Mac, Linux, ChromeOS',
    [
      '<a href="{certificate}">Download the certificate</a>.',
      'Mac: open it, and in Keychain Access set it to <b>Always Trust</b>.',
      'Linux and ChromeOS: in the browser’s settings, Certificates → Authorities → <b>Import</b>, trusted for web sites.',
    ],
  ],
];

const style = `
body{font:17px/1.5 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1rem;color:#111;background:#fff}
h1{font-size:1.4rem}summary{font-weight:600;padding:.6rem 0;cursor:pointer}details{border-top:1px solid #ccc}
.go,.code{display:block;text-align:center;padding:.8rem;border-radius:.5rem;margin:1rem 0}
.go{background:#1450a0;color:#fff;text-decoration:none;font-weight:600}.code{border:2px solid #1450a0;font:700 2rem monospace}
.print{font:13px monospace;overflow-wrap:anywhere}[hidden]{display:none}
`;

const script = `
const byId = (id) => document.getElementById(id);
const code = decodeURIComponent(location.hash.slice(1));
if (/^[A-Z0-9-]{4,20}$/.test(code)) {
  byId('code').textContent = code;
  byId('pairing').hidden = false;
  byId('go').href += 'pair#' + code;
}
const agent = navigator.userAgent;
const system = /Android/.test(agent) ? 'android' : /iPhone|iPad/.test(agent) ? 'ios' : /Windows/.test(agent) ? 'windows' : 'other';
byId(system).open = true;
const look = () => fetch(byId('go').dataset.live, { mode: 'no-cors', cache: 'no-store' }).then(
  () => { byId('trusted').hidden = false; byId('steps').hidden = true; },
  () => setTimeout(look, 3000),
);
look();
`;

function page({ authority, origin, certificate, profile }: TrustPageParts): string {
  const name = nameOf(authority);
  const filled = (text: string) =>
    text.replace('{certificate}', certificate).replace('{profile}', profile).replace('{name}', escaped(name));
  const sections = steps.map(
    ([id, title, list]) =>
      `<details id="${id}"><summary>${title}</summary><ol>${list.map((step) => `<li>${filled(step)}</li>`).join('')}</ol></details>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Unitrail: trust this server</title><style>${style}</style></head><body>
<h1>Connect this device to Unitrail</h1>
<p>Camera and offline work need a secure connection. Your shop’s server vouches for itself, so this device has to be told
once that it may trust it.</p>
<section id="pairing" hidden><p>Pairing code of this device:</p><output id="code" class="code"></output></section>
<p id="trusted" hidden><b>This device trusts the server.</b></p>
<section id="steps">${sections.join('')}
<p>Compare the fingerprint with the one that the server shows; if they differ, stop.</p>
<p class="print">SHA-256 ${fingerprintOf(authority)}</p></section>
<a class="go" id="go" href="${escaped(origin)}/" data-live="${escaped(origin)}/health/live">Open Unitrail</a>
<script>${script}</script></body></html>
`;
}

function nameOf(authority: string): string {
  return /^CN=(.+)$/m.exec(new X509Certificate(authority).subject)?.[1] ?? 'Unitrail';
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
