/** The command `found`: a new room at a server. */
import { newMember, deviceOf, scopeTaken } from "../../access/entries";
import { findCharacter } from "../../access/find";
import { foundingRecord, newRecovery } from "../../access/founding";
import { readPermit, readServerUrl } from "../../access/links";
import { knownCharacters, ownCharacters, withMain } from "../../access/own-characters";
import { type FoundLedger, ledgerLine, ledgersOf } from "../../access/consent";
import { writeEntry } from "../../access/write-entry";
import { Misuse } from "../../command";
import { newKey } from "../../profile/keys";
import { nameOf } from "../../room/chain";
import { type Character, labelForm, ROLE } from "../../room/content-items";
import { textOfBytes } from "../../format/bytes-text";
import type { Companion } from "../companion";
import type { JoinedRoom } from "../joined-room";
import { type Input, isSaid, type RoomCommand, textOf, textsOf, YES, YES_HELP } from "../room-command";
import { endLine } from "../room-words";
import { serverKeyAt } from "../server-hello";
import { confirm, type Talk } from "../talk";
import { sent } from "./waiting";

const SECONDS = 30;

/** What a room is founded with. */
interface Wish {
    readonly name: string;
    readonly url: string;
    readonly permit: Buffer | undefined;
    readonly characters: readonly Character[];
    readonly ledgers: readonly FoundLedger[];
    readonly isOpen: boolean;
}

function charactersOf({ saved }: Companion, typed: string | undefined): Character[] {
    const own = ownCharacters(saved.installs, saved.scopes);
    if (typed !== undefined) return withMain(findCharacter(knownCharacters(saved.scopes), typed), own);
    if (own.length === 0)
        throw new Misuse(
            "no character of this computer stands in a saved ledger: log in once with one, or name it: --character Anna-Realm=Player-1001-0000ABCD",
        );
    return own;
}

/** The ledgers that the room is to take: those of one scope, or those that were named. */
function ledgersFor({ saved }: Companion, scopes: readonly string[]): FoundLedger[] {
    const all = ledgersOf(saved.scopes);
    const scopeText = ({ files }: FoundLedger): string => textOfBytes(files[0].scope);
    const there = [...new Set(all.map(scopeText))];
    const missing = scopes.find((each) => !there.includes(each));
    if (missing !== undefined) throw new Misuse(`--scope: one of ${there.join(", ")} expected, got "${missing}"`);
    if (scopes.length === 0 && there.length > 1)
        throw new Misuse(
            `the saved files have ledgers of several scopes: name those of this guild with --scope: ${there.join(", ")}`,
        );
    return all.filter((each) => scopes.length === 0 || scopes.includes(scopeText(each)));
}

function readWish(companion: Companion, input: Input): Wish {
    const [name] = input.positionals;
    try {
        labelForm.read(name);
    } catch {
        throw new Misuse("NAME: 1 to 64 bytes without control characters expected");
    }
    return {
        name,
        url: readServerUrl(textOf(input, "server")),
        permit: readPermit(textOf(input, "permit")),
        characters: charactersOf(companion, textOf(input, "character")),
        ledgers: ledgersFor(companion, textsOf(input, "scope")),
        isOpen: isSaid(input, "open"),
    };
}

function tellWish({ name, url, characters, ledgers }: Wish, { tell }: Talk): void {
    tell(
        `founds the room "${name}" at ${url}, with you as its admin: ${characters.map((each) => each.name).join(", ")}`,
    );
    if (ledgers.length === 0) tell("no ledger was found on this computer: add one later with `scope add`");
    else tell("these ledgers are uploaded, and kept equal with the room; every member of it reads them:");
    for (const ledger of ledgers) tell(`  ${ledgerLine(ledger)}`);
}

function tellCode(code: string, id: string, url: string, { tell }: Talk): void {
    tell("");
    tell(`recovery code: ${code}`);
    tell(
        "It is shown this once, and kept nowhere. Write it on paper, and keep it where nobody but you finds it, not on this computer.",
    );
    tell("Who has it takes the room over; without it, nobody can when all admins are gone. To use it:");
    tell(`  recover CODE --server ${url} --room ${id}`);
    tell("");
}

/** Entries behind the founding: the ledgers, and the server as a member. */
async function furnish(companion: Companion, room: JoinedRoom, { ledgers, isOpen, url }: Wish): Promise<void> {
    const { clock, connect } = companion.options;
    const write = (say: Parameters<typeof writeEntry>[3]): Promise<unknown> =>
        writeEntry(room.kept, room.signer, clock.unix(), say);
    const taken = new Map(
        ledgers.map(({ files: [{ ledger, scope }] }) => [nameOf(ledger) + nameOf(scope), { ledger, scope }]),
    );
    for (const { ledger, scope } of taken.values()) await write(() => scopeTaken(ledger, scope, isOpen));
    const key = await serverKeyAt(url, connect, clock);
    if (key === undefined || room.kept.counted.chain.hasKey(key)) return;
    await write((now) => newMember(now, "Server", [], ROLE.server));
    await write((now) => deviceOf(key, now.chain.members.length - 1, "Server"));
}

async function found(companion: Companion, wish: Wish, talk: Talk): Promise<number> {
    const { name, url, permit, characters, ledgers } = wish;
    const [key, recovery] = [newKey(), newRecovery()];
    const label = characters[0].name;
    const said = { name, label, characters, recovery: recovery.key, now: companion.options.clock.unix() };
    const founding = foundingRecord(key.signer, said);
    const id = nameOf(founding.id);
    tellCode(recovery.code, id, url, talk);
    const entry = { id, url, name, agreed: ledgers.map(({ scope }) => scope), declined: [] };
    const create = permit === undefined ? "" : nameOf(permit);
    const room = await companion.addRoom({ ...entry, create }, { key, founding: founding.bytes });
    room.start();
    if (!(await room.until(() => room.isCaughtUp, SECONDS, talk.stop))) {
        const { problem } = room.state;
        await companion.forgetRoom(id);
        const why = problem === undefined ? `no answer in ${SECONDS} s` : endLine(problem);
        talk.warn(`nothing was founded: ${why}. The recovery code above stands for nothing`);
        return 1;
    }
    await furnish(companion, room, wish);
    if (await sent(room, talk)) await room.until(() => room.isSettled, SECONDS, talk.stop);
    talk.tell(`the room "${name}" is founded. \`invite CHARACTER\` makes a link for each member`);
    return 0;
}

export const foundCommand: RoomCommand = {
    usage: `usage: npm run companion -- found NAME --server URL [OPTIONS]

Founds a room for a guild at a server, with this computer as that of its first admin. Says what will be uploaded, and asks.
Prints the recovery code, once.

  --server URL         as https://ledger.example/
  --permit PERMIT      the server's permit for new rooms, which its first start has printed
  --character NAME     the main character; else the characters of this computer that its ledgers name
  --scope SCOPE        which ledgers: as guild:Dawn-Realm; may be given several times
  --open               members' events of their own count at once, as under "everyone"
${YES_HELP}`,
    options: {
        ...YES,
        server: { type: "string" },
        permit: { type: "string" },
        character: { type: "string" },
        scope: { type: "string", multiple: true },
        open: { type: "boolean" },
    },
    count: [1, 1],
    async run(companion, input, talk) {
        const wish = readWish(companion, input);
        tellWish(wish, talk);
        if (!(await confirm(talk, "Found it?", isSaid(input, "yes")))) return 1;
        return found(companion, wish, talk);
    },
};
