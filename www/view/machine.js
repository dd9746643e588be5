// On what a result was measured, as far as a browser tells: its name and the system's, out of what it calls itself. Nothing
// depends on that but words, so that one that is not known goes unnamed.

/** In this order, since most also call themselves by the names further down. */
const BROWSERS = {
  Edge: /\bEdg(?:A|iOS)?\/(\d+)/,
  Opera: /\bOPR\/(\d+)/,
  "Samsung Internet": /\bSamsungBrowser\/(\d+)/,
  Firefox: /\b(?:Firefox|FxiOS)\/(\d+)/,
  Chrome: /(?:Chrome|CriOS)\/(\d+)/,
  Safari: /\bVersion\/([\d.]+).* Safari\//,
};

const SYSTEMS = { Android: /Android/, iOS: /iPhone|iPad/, ChromeOS: /CrOS/, Windows: /Windows/, macOS: /Mac OS X/, Linux: /Linux/ };

/** Browser with its version, and system: those of the two that are known. */
export function machineOf(userAgent) {
  const browser = Object.keys(BROWSERS).find((name) => BROWSERS[name].test(userAgent));
  const system = Object.keys(SYSTEMS).find((name) => SYSTEMS[name].test(userAgent));
  return [browser && `${browser} ${BROWSERS[browser].exec(userAgent)[1]}`, system].filter(Boolean);
}
