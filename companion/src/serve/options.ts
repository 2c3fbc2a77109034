/** The command line of `serve`. */
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { messageOf, Misuse } from "../command";
import { parseToken } from "../http/tokens";
import { LOG_LEVELS, type LogLevel } from "../http/logs";
import { isLoopback } from "../http/upgrade";
import type { Where } from "./server-store";
import { readWhere, WHERE_OPTIONS, WHERE_USAGE } from "./where";

const DEFAULT_PORT = 8884;
const MAX_PORT = 65535;
const GIGABYTE = 1_000_000_000;

export const USAGE = `usage: npm run companion -- serve [OPTIONS]

A guild's server: keeps rooms, and passes on what members of them upload. It can withhold records, it cannot forge any.

${WHERE_USAGE}
  --port N             ${DEFAULT_PORT} without it; 0 takes a port that is free
  --host ADDRESS       the address that is listened on; 127.0.0.1 without it, which only this computer can reach
  --public-url URL     how members reach it: https://ledger.example/ ; may be given several times
  --behind-proxy       a proxy in front of it speaks TLS, and says in X-Forwarded-For and X-Forwarded-Host who asks for what
  --tls-cert FILE, --tls-key FILE
                       certificate (with its chain) and key, PEM: then it speaks TLS itself
  --create admin|open  who may make rooms here: who has the permit that the first start prints (admin), or anybody, 10 a day
                       from one address (open); admin without it
  --primary URL        makes this a replica: it follows the server there, serves what it has from there, and sends on what members upload
  --primary-token FILE file with an operator's token of the primary: all of its rooms are followed
  --primary-room ID    a room that is followed, in place of that file; may be given several times
  --replica KEY        on the primary: the key that a replica prints at its start. It may read all rooms, and can be promoted; may be
                       given several times. What it was given stays: an admin of a room takes it with \`drop\`
  --room-limit BYTES   most bytes of the records of one room; ${GIGABYTE} without it
  --modules FOLDER     files .lua with reducers of ledgers: by them the page shows states. docs/companion-modules.md
  --log-level LEVEL    ${LOG_LEVELS.join(", ")}; info without it. Lines of JSON on standard output, without tokens
  --help               this text

Ctrl+C, or SIGTERM, stops it: what it was sent is answered before. token, promote, backup and restore have a --help, too.`;

const OPTIONS = {
    ...WHERE_OPTIONS,
    port: { type: "string", default: String(DEFAULT_PORT) },
    host: { type: "string", default: "127.0.0.1" },
    "public-url": { type: "string", multiple: true, default: [] as string[] },
    "behind-proxy": { type: "boolean", default: false },
    "tls-cert": { type: "string" },
    "tls-key": { type: "string" },
    create: { type: "string", default: "admin" },
    primary: { type: "string" },
    "primary-token": { type: "string" },
    "primary-room": { type: "string", multiple: true, default: [] as string[] },
    replica: { type: "string", multiple: true, default: [] as string[] },
    "room-limit": { type: "string", default: String(GIGABYTE) },
    modules: { type: "string" },
    "log-level": { type: "string", default: "info" },
    help: { type: "boolean", default: false },
} as const;

/** The server that is followed. */
export interface PrimaryOption {
    readonly url: string;
    /** An operator's token, as text: all rooms are followed. */
    readonly token: string | undefined;
    /** Rooms that are followed. */
    readonly rooms: readonly Buffer[];
}

/** What `serve` is asked to do. */
export interface ServeOptions {
    readonly isHelp: boolean;
    readonly where: Where;
    readonly port: number;
    readonly host: string;
    readonly publicUrls: readonly string[];
    readonly isBehindProxy: boolean;
    readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
    readonly create: "open" | "admin";
    readonly roomBytes: number;
    /** The server that this one follows. */
    readonly primary: PrimaryOption | undefined;
    /** Keys of replicas of this server. */
    readonly replicas: readonly Buffer[];
    /** A folder of modules. */
    readonly modules: string | undefined;
    readonly logLevel: LogLevel;
}

/** Parses a command line by options of Node's parseArgs. Raises Misuse. */
export function parseOptions<T extends NonNullable<ParseArgsConfig["options"]>>(args: readonly string[], options: T) {
    try {
        return parseArgs({ args: [...args], options, allowPositionals: true });
    } catch (error) {
        throw new Misuse(messageOf(error));
    }
}

/** A whole number of the command line. Raises Misuse. */
export function readNumber(name: string, text: string, least: number, most: number): number {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : -1;
    if (number < least || number > most) throw new Misuse(`--${name}: ${least} to ${most} expected, got "${text}"`);
    return number;
}

function oneOf<T extends string>(name: string, text: string, choices: readonly T[]): T {
    const found = choices.find((choice) => choice === text);
    if (found === undefined) throw new Misuse(`--${name}: one of ${choices.join(", ")} expected, got "${text}"`);
    return found;
}

function readUrl(text: string): string {
    const isUrl = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
    if (!isUrl) throw new Misuse(`--public-url: an url as https://ledger.example/ expected, got "${text}"`);
    return new URL(text).href;
}

/** Whether only this computer can reach a host. */
const isLocalHost = (host: string): boolean => host === "localhost" || (isIP(host) !== 0 && isLoopback(host));

/** The url of a server that is connected to: nobody between may read a room, or what proves a key. */
function readPrimaryUrl(text: string): string {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isLocal = url !== undefined && isLocalHost(url.hostname.replace(/^\[|\]$/g, ""));
    const isTaken = /^(https|wss):$/.test(url?.protocol ?? "") || (/^(http|ws):$/.test(url?.protocol ?? "") && isLocal);
    if (url === undefined || !isTaken || url.hash !== "" || url.username !== "" || url.search !== "")
        throw new Misuse(`--primary: an url as https://ledger.example/ expected, got "${text}"`);
    return url.href;
}

/** 32 bytes, in hex. */
function readHex(name: string, text: string): Buffer {
    if (!/^[0-9a-f]{64}$/i.test(text)) throw new Misuse(`--${name}: 64 digits 0-9 and a-f expected, got "${text}"`);
    return Buffer.from(text, "hex");
}

function readToken(file: string): string {
    let text: string;
    try {
        text = readFileSync(file, "utf8").trim();
    } catch (error) {
        throw new Misuse(`--primary-token: ${messageOf(error)}`);
    }
    if (parseToken(text) === undefined)
        throw new Misuse(
            `--primary-token: ${file} has no token: put what \`token create --operator\` prints there into it`,
        );
    return text;
}

interface PrimaryValues {
    readonly primary?: string | undefined;
    readonly "primary-token"?: string | undefined;
    readonly "primary-room": readonly string[];
}

function readPrimary(values: PrimaryValues): PrimaryOption | undefined {
    const { primary, "primary-token": file, "primary-room": rooms } = values;
    const isTold = file !== undefined || rooms.length > 0;
    if (primary === undefined) {
        if (isTold) throw new Misuse("--primary-token, --primary-room: --primary expected, too");
        return undefined;
    }
    if (!isTold)
        throw new Misuse("--primary: also --primary-token FILE or --primary-room ID expected: which rooms it follows");
    return {
        url: readPrimaryUrl(primary),
        token: file === undefined ? undefined : readToken(file),
        rooms: rooms.map((room) => readHex("primary-room", room)),
    };
}

function readTls(cert: string | undefined, key: string | undefined): ServeOptions["tls"] {
    if (cert === undefined && key === undefined) return undefined;
    if (cert === undefined || key === undefined) throw new Misuse("--tls-cert and --tls-key: both expected");
    try {
        return { cert: readFileSync(cert), key: readFileSync(key) };
    } catch (error) {
        throw new Misuse(`--tls-cert, --tls-key: ${messageOf(error)}`);
    }
}

/** Reads the arguments. Raises Misuse. @param env of the process. */
export function readServeOptions(args: readonly string[], env: NodeJS.ProcessEnv = {}): ServeOptions {
    const { values, positionals } = parseOptions(args, OPTIONS);
    if (positionals.length > 0) throw new Misuse(`options alone expected, got "${positionals[0]}"`);
    const { host, "behind-proxy": isBehindProxy } = values;
    const tls = readTls(values["tls-cert"], values["tls-key"]);
    if (!isLocalHost(host) && !isBehindProxy && tls === undefined)
        throw new Misuse(
            `--host ${host}: others would reach it without TLS. Give it --tls-cert and --tls-key; or let a proxy speak TLS, and start it with --behind-proxy`,
        );
    return {
        isHelp: values.help,
        where: readWhere(values, env),
        port: readNumber("port", values.port, 0, MAX_PORT),
        host,
        publicUrls: values["public-url"].map(readUrl),
        isBehindProxy,
        tls,
        create: oneOf("create", values.create, ["admin", "open"]),
        primary: readPrimary(values),
        replicas: values.replica.map((key) => readHex("replica", key)),
        roomBytes: readNumber("room-limit", values["room-limit"], 1, Number.MAX_SAFE_INTEGER),
        modules: values.modules,
        logLevel: oneOf("log-level", values["log-level"], LOG_LEVELS),
    };
}
