/** The command `token`: who may read a room of a server without being a member. Run on the server's machine, also while the server runs. */
import { type Command, MISUSE, Misuse } from "../command";
import { isoDate } from "../format/iso-time";
import { printable } from "../format/printable";
import { MOST_TOKEN_DAYS, newToken, TOKEN_DAYS, tokenId, tokenLink, tokenWithId } from "../http/tokens";
import { systemClock } from "../sync/clock";
import { parseOptions, readNumber } from "./options";
import { type NamedRoom, openServerFiles, type ServerFiles } from "./server-store";
import { readWhere, WHERE_OPTIONS, WHERE_USAGE } from "./where";

const USAGE = `usage: npm run companion -- token create ROOM [--label TEXT] [--days N] [--url URL] [--db-folder FOLDER | --database URL]
       npm run companion -- token create --operator [...]
       npm run companion -- token list | revoke TOKEN-ID | permit [--db-folder FOLDER | --database URL]

A token reads one room over HTTP, on the page, and as a bot; it writes nothing. ROOM is the id or the name of a room. An operator's token
reads all rooms, imports records, and reads /metrics. Tokens are shown once, and kept as hashes. permit makes the permit for new rooms anew.

  --label TEXT         whom it is for
  --days N             when it ends; ${TOKEN_DAYS} without it
  --url URL            how the server is reached: also prints a link for the page, with the token behind #
${WHERE_USAGE}`;

const OPTIONS = {
    operator: { type: "boolean", default: false },
    label: { type: "string", default: "" },
    days: { type: "string", default: String(TOKEN_DAYS) },
    url: { type: "string" },
    ...WHERE_OPTIONS,
    help: { type: "boolean", default: false },
} as const;

/** The room of an id or a name. Raises Misuse. */
export function roomOf(rooms: readonly NamedRoom[], name: string): NamedRoom {
    const found = rooms.filter((room) => room.id === name || room.name === name);
    if (found.length > 1) throw new Misuse(`several rooms are called "${name}": name one by its id`);
    const [first] = found;
    if (first !== undefined) return first;
    const known = rooms.map((room) => `${room.id} (${room.name})`).join(", ");
    throw new Misuse(`no room "${name}" on this server; there ${known === "" ? "are none yet" : `are: ${known}`}`);
}

interface Asked {
    readonly files: ServerFiles;
    readonly names: readonly string[];
    readonly values: {
        readonly operator: boolean;
        readonly label: string;
        readonly days: string;
        readonly url?: string;
    };
    readonly tell: (line: string) => void;
}

async function create({ files, names, values, tell }: Asked): Promise<void> {
    const { operator, label, days, url } = values;
    if (url !== undefined && !URL.canParse(url)) throw new Misuse(`--url: an url expected, got "${url}"`);
    if (operator === (names.length === 1) || names.length > 1) throw new Misuse("one ROOM or --operator expected");
    const room = operator ? undefined : roomOf(await files.rooms(), names[0]).id;
    const { text, info } = newToken(room, label, systemClock.unix(), readNumber("days", days, 1, MOST_TOKEN_DAYS));
    await files.data.add(info);
    tell(`token ${tokenId(info)}, until ${isoDate(info.ends)}: it is shown this once`);
    tell(text);
    if (url !== undefined) tell(`link for the page: ${tokenLink(url, text)}`);
}

function list({ files, tell }: Asked): void {
    const now = systemClock.unix();
    for (const token of files.data.all()) {
        const { room = "all rooms", label, ends } = token;
        tell(
            [tokenId(token), room, now < ends ? `until ${isoDate(ends)}` : "has ended", printable(label)]
                .join("  ")
                .trimEnd(),
        );
    }
}

async function revoke({ files, names, tell }: Asked): Promise<void> {
    const [id = ""] = names;
    const found = tokenWithId(files.data.all(), id);
    if (found === undefined) throw new Misuse(`no token "${id}": token list tells their ids`);
    await files.data.remove(found.hash);
    tell(`revoked: a running server refuses it at once, and ends connections that came with it within 5 s`);
}

async function permit({ files, tell }: Asked): Promise<void> {
    tell("permit for new rooms, shown this once; the one before holds no longer:");
    tell((await files.data.renewPermit()).toString("base64url"));
}

const ACTIONS = new Map<string, (asked: Asked) => void | Promise<void>>([
    ["create", create],
    ["list", list],
    ["revoke", revoke],
    ["permit", permit],
]);

export const token: Command = {
    usage: USAGE,
    async run(args, tell) {
        const { values, positionals } = parseOptions(args, OPTIONS);
        const [name = "", ...names] = positionals;
        if (values.help || name === "") {
            tell(USAGE);
            return values.help ? 0 : MISUSE;
        }
        const action = ACTIONS.get(name);
        if (action === undefined) throw new Misuse(`one of ${[...ACTIONS.keys()].join(", ")} expected, got "${name}"`);
        const files = await openServerFiles(readWhere(values, process.env), systemClock);
        try {
            await action({ files, names, values, tell });
            return 0;
        } finally {
            await files.close();
        }
    },
};
