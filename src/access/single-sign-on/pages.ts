/** The session's cookie is not sent where another site led here, so a page of ours leads on. */
export function goOnPage(address: string): string {
  const to = escaped(address);
  return page(
    `<meta http-equiv="refresh" content="0;url=${to}">`,
    `<p><a href="${to}">Go on · Weiter · Continuar</a></p>`,
  );
}

/** Why somebody who came with a browser is not signed in, and how he can begin again. */
export function problemPage(title: string, sentence: string): string {
  const text = `<h1>${escaped(title)}</h1><p>${escaped(sentence)}</p>`;
  return page('', `${text}<p><a href="/">Begin again · Von vorn · Empezar de nuevo</a></p>`);
}

function page(head: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Unitrail</title>${head}</head>
<body>${body}</body></html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}
