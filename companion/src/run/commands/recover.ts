/** The command `recover`: the recovery code makes this computer that of a new admin. */
import { askable, takenLedgers } from "../../access/consent";
import { recovery } from "../../access/entries";
import { findCharacter } from "../../access/find";
import { newRecovery } from "../../access/founding";
import { readLink, readServerUrl } from "../../access/links";
import { knownCharacters, ownCharacters, withMain } from "../../access/own-characters";
import { VOID_WORDS } from "../../access/words";
import { writeEntry } from "../../access/write-entry";
import { Misuse } from "../../command";
import { printable } from "../../format/printable";
import { type NewKey, newKey } from "../../profile/keys";
import { nameOf } from "../../room/chain";
import { type Character, ROLE } from "../../room/content-items";
import { type Signer } from "../../room/keys";
import { recoverySigner, secretOfCode } from "../../room/recovery-code";
import type { Room } from "../../room/room";
import type { Companion } from "../companion";
import { previewRoom } from "../preview";
import { type Input, isSaid, type RoomCommand, textOf, YES, YES_HELP } from "../room-command";
import { problemLine, unaskedNews } from "../room-words";
import { confirm, type Talk } from "../talk";

const SECONDS = 60;
const ID = /^[0-9a-f]{64}$/i;

/** Which room, at which server. */
interface Where {
    readonly id: Buffer;
    readonly url: string;
}

function readWhere(companion: Companion, input: Input): Where {
    const [server = "", typed] = [textOf(input, "server"), textOf(input, "room")];
    // An old link says both.
    if (server.includes("#")) {
        const { url, room } = readLink(server);
        return { url, id: room };
    }
    if (typed !== undefined && ID.test(typed)) return { url: readServerUrl(server), id: Buffer.from(typed, "hex") };
    const rooms = companion.profile.rooms.filter(
        ({ id, name }) => typed === undefined || name === typed || id.startsWith(typed),
    );
    if (rooms.length !== 1)
        throw new Misuse(
            "--room: the id of the room expected, 64 digits: `found` has printed it with the code, `status` of any member tells it",
        );
    const [{ id, url }] = rooms;
    return { id: Buffer.from(id, "hex"), url: server === "" ? url : readServerUrl(server) };
}

function charactersOf({ saved }: Companion, typed: string | undefined): Character[] {
    const own = ownCharacters(saved.installs, saved.scopes);
    return typed === undefined ? own : withMain(findCharacter(knownCharacters(saved.scopes), typed), own);
}

function tellAdmins({ chain }: Room, { tell }: Talk): void {
    const admins = chain.members.filter(({ setting }) => setting.role === ROLE.admin);
    tell(
        `the room "${printable(chain.name)}" has these admins, who all lose that role, and read no longer (make them admins again with \`role\`):`,
    );
    for (const { number, label } of admins) tell(printable(`  #${number} ${label}`));
}

/** Signs and sends it. @param key the new one of this computer. */
async function takeOver(
    companion: Companion,
    { id, url }: Where,
    code: Signer,
    {
        key,
        characters,
        name,
    }: { readonly key: NewKey; readonly characters: readonly Character[]; readonly name: string },
    talk: Talk,
): Promise<number> {
    const hex = nameOf(id);
    const before = companion.profile.room(hex);
    await companion.closeRoom(hex);
    const entry = {
        ...(before ?? { agreed: [], declined: [] }),
        ...{ id: hex, url, name },
        isLeft: undefined,
        invite: undefined,
    };
    const room = await companion.addRoom(entry, { key, admission: code });
    room.start();
    const made = newRecovery();
    const isThere = await room.until(() => room.isCaughtUp, SECONDS, talk.stop);
    if (isThere) {
        talk.tell(`new recovery code: ${made.code}`);
        talk.tell("It is shown this once. Write it down in place of the old one, which holds no longer");
        const label = characters.at(0)?.name ?? companion.options.label;
        const rescuer = { device: key.signer.key, label, characters, recovery: made.key };
        const loose = room.kept.loose.filter(({ author }) => author.equals(code.key)).map((record) => record.id);
        await writeEntry(room.kept, code, companion.options.clock.unix(), (list) => recovery(list, rescuer), loose);
        const isIn = (): boolean => room.kept.room.chain.deviceOf(key.signer.key) !== undefined;
        if (await room.until(isIn, SECONDS, talk.stop)) {
            talk.tell(`this computer is that of the admin #${room.member} of "${room.name}" now`);
            const unasked = askable(takenLedgers(room.kept.counted, companion.saved.scopes), room.entry);
            for (const { line } of unaskedNews(unasked)) talk.tell(line);
            return 0;
        }
    }
    const { problem } = room.state;
    talk.warn(
        `not done yet: ${problem === undefined ? "no answer" : problemLine(problem)}. Give the command again; what was signed, and a new code, then count anew`,
    );
    return 1;
}

export const recoverCommand: RoomCommand = {
    usage: `usage: npm run companion -- recover CODE --server URL --room ID [--character NAME] [--yes]

Takes a room over by its recovery code: where an admin's computer was stolen, or all admins are gone. All admins lose that role and
read no longer, what they wrote up to now counts as before, and this computer becomes that of a new admin. Prints a new code; the old one
holds no longer. Nothing is uploaded before \`agree\`.

  --server URL         of the room; an old link to it does, too, and says the room
  --room ID            its id: \`found\` has printed it with the code, \`status\` of any member tells it
  --character NAME     the main character; else those of this computer that its ledgers name
${YES_HELP}`,
    options: { ...YES, server: { type: "string" }, room: { type: "string" }, character: { type: "string" } },
    count: [1, 8],
    async run(companion, input, talk) {
        // A code with spaces comes as several words.
        const secret = secretOfCode(input.positionals.join(""));
        if (secret === undefined)
            throw new Misuse("CODE: a letter is wrong or missing: 32 letters and digits in groups of four expected");
        const code = recoverySigner(secret);
        const where = readWhere(companion, input);
        const characters = charactersOf(companion, textOf(input, "character"));
        const preview = await previewRoom(companion.options, { ...where, admission: code }, talk.stop);
        if ("problem" in preview) {
            talk.warn(`recover: ${preview.problem}. Is it the code in force, and the right room?`);
            return 1;
        }
        if (!preview.room.chain.recovery.equals(code.key)) throw new Misuse(`CODE: ${VOID_WORDS.place}`);
        tellAdmins(preview.room, talk);
        if (!(await confirm(talk, "Take it over?", isSaid(input, "yes")))) return 1;
        return takeOver(companion, where, code, { key: newKey(), characters, name: preview.room.chain.name }, talk);
    },
};
