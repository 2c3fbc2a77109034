// Who may import whom in src: a table of rooms, and the eslint rule that holds it. Every file belongs to a room.
import { dirname, join, relative, sep } from "node:path";
import { root } from "../run.mjs";

/** The rooms from the ground up, each with the rooms that it may import. */
export const ROOMS = {
    "ports.ts": [],
    "numbers.ts": [],
    "near-names.ts": [],
    "misuse.ts": ["numbers.ts", "near-names.ts"],
    "lifetime.ts": [],
    "emitter.ts": [],
    "version.ts": [],
    api: [],
    codec: [],
    event: ["codec"],
    block: ["event", "codec"],
    unit: ["block", "event", "codec"],
    link: ["codec"],
    "link-host.ts": ["link"],
    log: ["unit", "block", "event", "codec"],
    replay: ["log", "unit", "block", "event", "codec"],
    sync: ["link", "log", "unit", "block", "event", "codec"],
    live: ["link-host.ts", "link", "event", "codec"],
    seal: ["sync", "replay", "log", "unit", "block", "event", "codec"],
    inbox: ["log", "block", "event", "codec"],
    diagnostics: ["link", "codec"],
    ledger: ["inbox", "diagnostics", "seal", "sync", "replay", "log", "link", "unit", "block", "event", "codec"],
    platform: [],
    "library.ts": ["ledger", "link-host.ts", "link"],
    "rooms.ts": ["live", "link-host.ts"],
    "index.ts": ["library.ts", "ledger", "diagnostics", "platform"],
};

/** What every room may import of these: "types" alone, or "all". Those of the ground may import types only. */
const COMMON = {
    "ports.ts": "types",
    api: "types",
    "numbers.ts": "all",
    "misuse.ts": "all",
    "lifetime.ts": "all",
    "emitter.ts": "all",
    "version.ts": "all",
};
const GROUND = Object.keys(COMMON);

/** What a room may import of another: "all", "types", or undefined for nothing. */
export function allowance(room, other) {
    if (room === other || ROOMS[room].includes(other)) return "all";
    const common = COMMON[other];
    return common !== undefined && GROUND.includes(room) ? "types" : common;
}

/** The path of a file below src/ with slashes; undefined for one elsewhere. */
function belowSrc(file) {
    const path = relative(join(root, "src"), file);
    return path.startsWith("..") ? undefined : path.replaceAll(sep, "/");
}

/** The room of a module below src/: "log" of "log/key", "ports.ts" of "ports". Undefined when it belongs to none. */
function roomOf(path) {
    const [first, ...rest] = path.replace(/\.ts$/, "").split("/");
    const room = rest.length === 0 ? `${first}.ts` : first;
    return room in ROOMS ? room : undefined;
}

/** Why a module of a room may not import another; undefined when it may. */
function objection(room, target, isType) {
    if (target === undefined) return "src stands on its own";
    const other = roomOf(target);
    const allowed = other === undefined ? undefined : allowance(room, other);
    if (allowed === "all" || (allowed === "types" && isType)) return undefined;
    return allowed === "types" ? `only types of src/${other} may be imported` : `src/${room} may not import ${target}`;
}

const isTypeImport = ({ importKind, exportKind, specifiers = [] }) =>
    importKind === "type" ||
    exportKind === "type" ||
    (specifiers.length > 0 && specifiers.every((each) => each.importKind === "type" || each.exportKind === "type"));

/** Reports imports that the table does not allow, and files that belong to no room. */
export const layers = {
    meta: {
        type: "problem",
        schema: [],
        messages: { no: "{{why}}: see the table of rooms in tools/lint/layers.mjs." },
    },
    create(context) {
        const path = belowSrc(context.filename);
        const room = path === undefined ? undefined : roomOf(path);
        const report = (node, why) => context.report({ node, messageId: "no", data: { why } });
        const check = (node, source, isType) => {
            if (typeof source !== "string" || !source.startsWith(".") || room === undefined) return;
            const why = objection(room, belowSrc(join(dirname(context.filename), source)), isType);
            if (why !== undefined) report(node, why);
        };
        return {
            Program(node) {
                if (path !== undefined && room === undefined) report(node, `src/${path} belongs to no room`);
            },
            ImportDeclaration: (node) => check(node, node.source.value, isTypeImport(node)),
            ExportNamedDeclaration: (node) => check(node, node.source?.value, isTypeImport(node)),
            TSImportType: (node) => check(node, node.source.value, true),
        };
    },
};
