import { createHash } from 'node:crypto';
import { byTenant, qualifiedName, type Person } from './people.ts';

/** The page to choose a person: one form that repeats the authorization request and adds `person`. */
export function signInPage({ people, query }: { people: Person[]; query: URLSearchParams }): string {
  const hidden = [...query].map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`);
  const tenants = [...byTenant(people)].map(([tenant, members], index) => `
    <section aria-labelledby="tenant-${index}">
      <h2 id="tenant-${index}">${escape(tenant)}</h2>
      <ul>${members.map(personItem).join('')}</ul>
    </section>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign in to Lambdesk</title>
<style>${STYLE}</style>
</head>
<body>
<main>
  <h1>Sign in to Lambdesk</h1>
  <p>This is a demonstration on your own machine: choose who you want to be.</p>
  <label>Find a person <input id="find" type="search" autocomplete="off" autofocus placeholder="Name, role or team"></label>
  <form method="get" action="/authorize">
    ${hidden.join('')}
    ${tenants.join('') || '<p>There is nobody to choose yet.</p>'}
  </form>
  <p id="none" role="status" hidden>Nobody matches.</p>
</main>
<script>${SCRIPT}</script>
</body>
</html>`;
}

function personItem(person: Person): string {
  const roles = person.roles.map((role) => `<span class="role">${escape(label(role))}</span>`).join(' ');
  const team = person.team ? `<span class="team">${escape(label(person.team))}</span>` : '';
  return `<li><button name="person" value="${escape(qualifiedName(person))}">
    <span class="face" aria-hidden="true">${escape(initials(person.displayName))}</span>
    <span class="who"><strong>${escape(person.displayName)}</strong> <span class="team">${escape(person.name)}</span> ${team}<span class="roles">${roles}</span></span>
  </button></li>`;
}

const label = (slug: string) => slug.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());

const initials = (name: string) => name.split(/\s+/).map((word) => word[0] ?? '').slice(0, 2).join('').toUpperCase();

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

const STYLE = `
:root { --page: #f4f6f8; --card: #fff; --ink: #16202a; --soft: #566472; --line: #d5dce3; --brand: #0b6e6e; --tint: #e3f1f0; }
@media (prefers-color-scheme: dark) {
  :root { --page: #10161c; --card: #1a232c; --ink: #e8edf2; --soft: #9eacba; --line: #31404d; --brand: #57c4bf; --tint: #17383a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.45 system-ui, sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 3rem 1.25rem; }
h1 { margin: 0 0 .25rem; font-size: 1.75rem; letter-spacing: -.01em; }
h1 + p { margin: 0 0 1.5rem; color: var(--soft); }
h2 { margin: 2rem 0 .75rem; font-size: .85rem; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); }
label { display: block; font-size: .85rem; color: var(--soft); }
input[type=search] { display: block; width: 100%; margin-top: .25rem; padding: .7rem .9rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: .6rem; margin: 0; padding: 0; list-style: none; }
button { display: flex; gap: .8rem; width: 100%; height: 100%; padding: .8rem; font: inherit; text-align: left; color: inherit; cursor: pointer;
  background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
button:hover { border-color: var(--brand); }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; }
.face { flex: none; display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%;
  background: var(--tint); color: var(--brand); font-weight: 600; font-size: .85rem; }
.who { min-width: 0; overflow-wrap: anywhere; }
.team { display: inline-block; color: var(--soft); font-size: .85rem; }
.team + .team::before { content: "· "; }
.roles { display: flex; flex-wrap: wrap; gap: .3rem; margin-top: .35rem; }
.role { padding: .05rem .5rem; border-radius: 1rem; background: var(--tint); color: var(--brand); font-size: .78rem; }
[hidden] { display: none; }`;

// Enter in the search box takes the first match; the arrow keys walk the cards. Without script, Tab and Enter do.
const SCRIPT = `
const find = document.getElementById('find');
const shown = () => [...document.querySelectorAll('li:not([hidden]) button')];
find.addEventListener('input', () => {
  const words = find.value.toLowerCase().split(/\\s+/);
  for (const item of document.querySelectorAll('li')) item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
  for (const section of document.querySelectorAll('section')) section.hidden = !section.querySelector('li:not([hidden])');
  document.getElementById('none').hidden = shown().length > 0;
});
document.addEventListener('keydown', (event) => {
  if (event.target === find && event.key === 'Enter') return shown()[0]?.click();
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step || (event.target === find && event.key !== 'ArrowDown')) return;
  const cards = shown(), at = cards.indexOf(document.activeElement);
  event.preventDefault();
  (cards[at + step] ?? (step < 0 ? find : cards.at(-1)))?.focus();
});`;

/** What a content security policy needs to let this page's script run, and no other. */
export const SIGN_IN_SCRIPT_SOURCE = `'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`;
