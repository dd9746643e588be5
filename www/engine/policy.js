// What the page's Content-Security-Policy forbids. No script can ask for a policy, but whatever it refuses, of anybody's,
// tells it whole. So what it is known to forbid is not tried, and readers are told which directive it was.

const MANY = 9;

/** The policies that have refused something, each the sources of its directives by their names. */
const policies = new Map();

globalThis.document?.addEventListener("securitypolicyviolation", ({ disposition, originalPolicy }) => {
  if (disposition !== "report" && policies.size < MANY) policies.set(originalPolicy, directivesOf(originalPolicy));
});

function directivesOf(policy) {
  const directives = policy.toLowerCase().split(";").map((directive) => directive.trim().split(/\s+/));
  return new Map(directives.map(([name, ...sources]) => [name, sources]));
}

/** What may be forbidden: the directives of which the first that a policy has decides, and whether one of its sources allows it. */
const WORKER = ["worker-src", "child-src", "script-src", "default-src"];
const isTrusted = (source) => source === "'strict-dynamic'"; // what a script of the page starts is allowed as it is
export const WASM = { directives: ["script-src", "default-src"], source: "'wasm-unsafe-eval'", allows: (source) => /^'(wasm-)?unsafe-eval'$/.test(source) };
export const TRUST = { directives: ["trusted-types"], source: "parallel-sum", allows: (source) => ["parallel-sum", "*"].includes(source) };
export const fileAt = (url) => ({ directives: ["connect-src", "default-src"], source: new URL(url).origin === own() ? "'self'" : new URL(url).origin, allows: isOf(url) });
export const workerOf = (scheme) => ({ directives: WORKER, source: scheme, allows: (source) => source === scheme || isTrusted(source) });
export const workerAt = (url) => ({ directives: WORKER, source: "'self'", allows: (source) => isOf(url)(source) || isTrusted(source) });

/** What policies call 'self': in a sandbox that of the address, in a frame whose page has none that of the page around it. */
const own = () => (self.origin === "null" ? location.origin : self.origin);

/** Whether a source of a policy is for an address; ports and paths of sources are taken to be. */
const isOf = (url) => (source) => {
  const { origin, protocol, hostname } = new URL(url);
  if (source.startsWith("'")) return source === "'self'" && origin === own();
  const [, any, host] = /^(?:\w+:\/\/)?(\*?)([^:/]*)/.exec(source);
  return source === protocol || (source === "http:" && protocol === "https:") || (any ? hostname.endsWith(host) : hostname === host);
};

/** The directive that is known to forbid what is needed, and the source that it lacks; else null. */
export function forbidding({ directives, source, allows }) {
  for (const policy of policies.values()) {
    const directive = directives.find((name) => policy.has(name));
    if (directive && !policy.get(directive).some(allows)) return { directive, source };
  }
  return null;
}

/** Whether a directive is known to be there. */
export const isRequired = (directive) => [...policies.values()].some((policy) => policy.has(directive));

/** Resolves once the page has been told of what was refused just now. */
export const refusalsTold = () => new Promise((resolve) => setTimeout(resolve));
