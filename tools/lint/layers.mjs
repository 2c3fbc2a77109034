// Who may import whom in src: index > ledger > face > diagnostics > sync > comm, log > codec; replay > log; only index
// imports platform.

/** A room of src, and the rooms and files of src below it that it may import. src/version.ts is below everything. */
const BELOW = {
    codec: [],
    log: ["codec"],
    replay: ["log", "codec"],
    sync: ["comm", "log", "codec"],
    comm: ["codec"],
    diagnostics: ["replay", "sync", "comm", "log", "codec"],
    platform: ["codec"],
    face: ["diagnostics", "replay", "sync", "comm", "log", "codec"],
    "ledger.ts": ["face", "diagnostics", "replay", "sync", "comm", "log", "codec"],
};

const PLACES = [...Object.keys(BELOW).map((name) => name.replace(/\.ts$/, "")), "index"];

// How a module of a place is written from wherever in src: "../log/key", "./ledger", "../../index".
const importsOf = (places) => `^(\\.{1,2}/)+(${places.join("|")})(/|$)`;

function layer(name, below) {
    const isFolder = !name.includes(".");
    const allowed = [...below, name.replace(/\.ts$/, ""), "platform"];
    const above = PLACES.filter((place) => !allowed.includes(place));
    const message = `src/${name} may import ${below.join(", ") || "no other folder"}, and types of platform/ports.`;
    const patterns = [
        { regex: importsOf(above), message },
        // The interfaces that the pieces receive, and nothing that is there at run time.
        ...(name === "platform"
            ? []
            : [
                  { regex: "^(\\.{1,2}/)+platform/ports$", allowTypeImports: true, message },
                  { regex: "^(\\.{1,2}/)+platform(/(?!ports$)|$)", message },
              ]),
        { regex: "^(\\.{1,2}/)+(sim|spec|bench)/", message: "src stands on its own." },
    ];
    return {
        files: [isFolder ? `src/${name}/**/*.ts` : `src/${name}`],
        rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns }] },
    };
}

/** eslint configuration objects, one a layer. */
export const layers = Object.entries(BELOW).map(([name, below]) => layer(name, below));
