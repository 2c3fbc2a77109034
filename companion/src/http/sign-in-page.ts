/** The page of who is not signed in: it takes the token behind "#" out of the address, and changes it for a session. */
import { createHash } from "node:crypto";

const SCRIPT = `
const token = location.hash.slice(1);
history.replaceState(null, "", location.pathname);
const tell = (text) => (document.querySelector("p").textContent = text);
if (token === "") tell("Open the link that you were given: it signs you in.");
else
    fetch("session", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token }) })
        .then(async (answer) => (answer.ok ? location.reload() : tell((await answer.json()).error)))
        .catch((error) => tell(String(error)));
`;

/** What the page may do: its own script, which asks this server alone. */
export const SIGN_IN_POLICY =
    `default-src 'none'; script-src 'sha256-${createHash("sha256").update(SCRIPT).digest("base64")}'; ` +
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

export const SIGN_IN_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ledgers</title>
</head>
<body>
<h1>Ledgers</h1>
<p>Signing in. This takes JavaScript.</p>
<script>${SCRIPT}</script>
</body>
</html>
`;
