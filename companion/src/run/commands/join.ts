/** The command `join`: this computer becomes a device of a member. */
import { inviteeOf } from "../../access/entries";
import { readLink } from "../../access/links";
import { type FoundLedger, ledgerLine, ledgerName, takenLedgers } from "../../access/consent";
import { roleName } from "../../access/words";
import { printable } from "../../format/printable";
import { nameOf } from "../../room/chain";
import { type Invite, inviteSigner } from "../../room/invite";
import type { Room } from "../../room/room";
import type { Companion } from "../companion";
import type { JoinedRoom } from "../joined-room";
import { previewRoom } from "../preview";
import { isSaid, type RoomCommand, YES, YES_HELP } from "../room-command";
import { problemLine } from "../room-words";
import { confirm, type Talk } from "../talk";
import { caughtUp } from "./waiting";

const SECONDS = 30;
/** A large ledger takes a while. */
const UPLOAD_SECONDS = 600;

function tellRoom(room: Room, member: number, ledgers: readonly FoundLedger[], { tell }: Talk): void {
    const { name, members, scopes } = room.chain;
    const { label, setting } = members[member];
    tell(
        `the room "${printable(name)}" takes this computer in as one of ${printable(label)} (${roleName(setting.role)})`,
    );
    const taken = [...scopes.values()]
        .filter(({ scope, into }) => into.equals(scope))
        .map(({ ledger, scope }) => ledgerName(ledger, scope));
    tell(`it has ${taken.length === 0 ? "no ledgers yet" : `the ledgers ${taken.join("; ")}`}`);
    if (ledgers.length === 0) tell("none of them is in the saved files of this computer: nothing is uploaded");
    else tell("these of this computer are uploaded, and kept equal with the room; every member of it reads them:");
    for (const ledger of ledgers) tell(`  ${ledgerLine(ledger)}`);
}

async function join(
    companion: Companion,
    invite: Invite,
    room: Room,
    ledgers: readonly FoundLedger[],
    talk: Talk,
): Promise<number> {
    const id = nameOf(invite.room);
    const entry = {
        ...{ id, url: invite.url, name: room.chain.name, declined: [] },
        ...{ agreed: ledgers.map(({ scope }) => scope), invite: nameOf(invite.secret) },
    };
    return finish(await companion.addRoom(entry), talk);
}

/** Waits until this computer is a device of a room, and all of it is there. */
async function finish(joined: JoinedRoom, { tell, warn, stop }: Talk): Promise<number> {
    joined.start();
    const isIn = (): boolean => joined.kept.room.chain.deviceOf(joined.signer.key) !== undefined;
    if (!(await joined.until(isIn, SECONDS, stop))) {
        const { problem } = joined.state;
        const why = problem === undefined ? `no answer in ${SECONDS} s` : problemLine(problem);
        warn(`not joined yet: ${why}. It goes on with the next start; \`forget\` gives it up`);
        return 1;
    }
    tell("joined");
    const isAll = await joined.until(() => joined.isSettled, UPLOAD_SECONDS, stop);
    tell(isAll ? "all of it is at the server" : "the rest goes on while the companion runs");
    tell("from now on `npm run companion` keeps them equal; `autostart on` starts it with this computer");
    return 0;
}

/** Begins anew with a room that was left, or goes on with one that is not joined yet. */
async function comeBack(companion: Companion, id: string, talk: Talk): Promise<number> {
    const [entry, open] = [companion.profile.room(id), companion.room(id)];
    if (entry?.invite !== undefined && open !== undefined) return finish(open, talk);
    if (entry?.isLeft !== true) {
        talk.warn("join: this computer has joined that room already: `status` says how it stands");
        return 1;
    }
    companion.profile.putRoom({ ...entry, isLeft: undefined });
    const room = await companion.reopenRoom(id);
    await caughtUp(room, talk);
    talk.tell(`back in "${room.name}"`);
    return 0;
}

export const joinCommand: RoomCommand = {
    usage: `usage: npm run companion -- join LINK [--yes | --dry-run]
       npm run companion -- join ROOM          comes back to one that was left

Joins a guild's room by a link that was made for you: by an admin (invite), or by yourself on another computer (pair). Lists the
ledgers that were found and what will be uploaded, and asks. The link works once.

${YES_HELP}
  --dry-run            says what it would send, and sends nothing`,
    options: { ...YES, "dry-run": { type: "boolean" } },
    count: [1, 1],
    async run(companion, input, talk) {
        const [typed] = input.positionals;
        const left = companion.profile.rooms.find(
            ({ isLeft, id, name }) => isLeft === true && (name === typed || id.startsWith(typed)),
        );
        if (left !== undefined) return comeBack(companion, left.id, talk);
        const invite = readLink(typed);
        if (companion.profile.room(nameOf(invite.room)) !== undefined)
            return comeBack(companion, nameOf(invite.room), talk);
        const admission = inviteSigner(invite.secret);
        const preview = await previewRoom(
            companion.options,
            { url: invite.url, id: invite.room, admission },
            talk.stop,
        );
        const member = "room" in preview ? inviteeOf(preview.room, admission.key) : undefined;
        if ("problem" in preview || member === undefined) {
            talk.warn(
                `join: ${"problem" in preview ? preview.problem : "the link was used or cancelled: ask for a new one"}`,
            );
            return 1;
        }
        const ledgers = takenLedgers(preview.room, companion.saved.scopes);
        tellRoom(preview.room, member, ledgers, talk);
        talk.tell(`the members see this computer as "${printable(companion.options.label)}"`);
        if (isSaid(input, "dry-run")) {
            talk.tell("dry run: nothing was sent, and the link can still be used");
            return 0;
        }
        if (!(await confirm(talk, "Join it?", isSaid(input, "yes")))) return 1;
        return join(companion, invite, preview.room, ledgers, talk);
    },
};
