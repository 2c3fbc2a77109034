/** A certificate of a trial's servers, which its processes trust. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Paths of its files. */
export interface Certificate {
    readonly cert: string;
    readonly key: string;
}

/** Why there can be none here; undefined where there can. */
export const noCertificates =
    spawnSync("openssl", ["version"]).status === 0 ? undefined : "skipped: no openssl here, which makes certificates";

/** Makes one for 127.0.0.1. @returns it, and the environment in which Node trusts it. */
export function certificateIn(folder: string): Certificate & { readonly trust: Readonly<Record<string, string>> } {
    const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
    const name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
    const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
    const { status, stderr } = spawnSync("openssl", ["req", ...kind, ...name, "-keyout", key, "-out", cert]);
    if (status !== 0) throw new Error(`openssl: ${stderr.toString()}`);
    return { cert, key, trust: { NODE_EXTRA_CA_CERTS: cert } };
}
