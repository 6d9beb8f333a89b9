/** The page at `/` until a console is served there: where things are, and how to begin. */
export const welcomePage = ({ url, issuer }: { url: string; issuer: string }): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Lambdesk</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 44rem; margin: 3rem auto; padding: 0 1rem }
pre { padding: .8rem 1rem; border: 1px solid #8886; border-radius: .5rem; overflow: auto }
h1 { margin-bottom: 0 } dt { font-weight: 600; margin-top: .6rem } dd { margin: 0 }
</style></head><body>
<h1>Lambdesk</h1><p>The service desk runs on this machine, with the demonstration data of a campsite and of a web shop.</p>
<h2>Ask as anna, a service desk agent</h2>
<pre>TOKEN=$(npm run -s token -- anna)
curl -H "Authorization: Bearer $TOKEN" ${url}/v1/incidents</pre>
<h2>What is where</h2>
<dl>
<dt><a href="/openapi.json">/openapi.json</a></dt><dd>The API, described</dd>
<dt><a href="/local/events">/local/events</a></dt><dd>What the bus carried</dd>
<dt><a href="/local/executions">/local/executions</a></dt><dd>Which workflows run, and what they wait for</dd>
<dt><a href="/local/mail">/local/mail</a></dt><dd>Mail that was sent</dd>
<dt>POST /local/clock</dt><dd><code>{"advance":"PT4H"}</code> moves time, so that what falls due can be seen now</dd>
<dt>${issuer}</dt><dd>Sign-in: choose a person instead of a password</dd>
</dl></body></html>`;
