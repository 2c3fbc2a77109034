/** A member says of another one what that one never said: how long until nobody shows it any more. */

import type { Client } from "../../realm/realm";
import { encodeDelta } from "../../src/live/board/cells";
import { COPIES, encodeCopy, packCopies } from "../../src/live/board/messages";
import { encodeFrame } from "../../src/link/frame";
import { tagOf } from "../../src/link/tag";
import type { Figure } from "../harness";
import { ask, ROOM_NAME, RoomGuild } from "../support/room-guild";
import { figuresOf } from "./seeds";

const RAID = 40;
const ITEM = "Ashkandi";
const SAID = 10;
const FORGED = 999;
/** Changes by which the forged copy is ahead of what was said. */
const AHEAD = 5;
/** Seconds until a lie has arrived, and after which all have compared and speak rarely. */
const ARRIVAL_SECONDS = 0.2;
const QUIET_SECONDS = 60;
const LIMIT_SECONDS = 120;
const MESSAGE_BYTES = 250;

/** The text of a message that says of a member that it bids what it did not. */
function forge(guild: RoomGuild, owner: Client): string {
    owner.call("Bid", ITEM, FORGED);
    const cellOf = `local own = Room.open.session.own
        for _, cell in ipairs(own:list()) do
            if string.find(cell.bytes, "${ITEM}", 1, true) then return cell.slot, cell.bytes, own.incarnation end
        end`;
    const [slot, bytes, incarnation] = owner.run(cellOf);
    owner.call("Bid", ITEM, SAID);
    guild.realm.advance(QUIET_SECONDS);
    const top = (owner.evaluate("Room.open.session.own.top") as number) + AHEAD;
    const cell = { slot, sequence: top, bytes, incarnation, isHearsay: false };
    const [delta] = encodeDelta([cell], { incarnation, isRenewal: false, top, check: 0 }, 0, top, MESSAGE_BYTES, false);
    const tag = tagOf(ROOM_NAME, owner.evaluate("Room:status().scope") as string);
    return encodeFrame(COPIES.type, tag, packCopies(encodeCopy(owner.fullName, delta)));
}

/** Seconds from the lie to the last one that shows it; two minutes where it is still shown then. @param chatType to all, or to one member alone. */
function lie(seed: number, chatType: "GUILD" | "WHISPER"): number[] {
    const guild = new RoomGuild(seed, RAID);
    const [owner, liar, victim] = guild.clients;
    const text = forge(guild, owner);
    liar.call("C_ChatInfo.SendAddonMessage", ROOM_NAME, text, chatType, victim.fullName);
    guild.realm.advance(ARRIVAL_SECONDS);
    if (ask(victim, "Amount", ITEM) !== FORGED) error("rooms: the forged copy was not shown", 0);
    const isRight = (): boolean => guild.clients.every((client) => ask(client, "Amount", ITEM) === SAID);
    const seconds = guild.secondsUntil(isRight, LIMIT_SECONDS) ?? LIMIT_SECONDS;
    guild.check();
    return [seconds + ARRIVAL_SECONDS];
}

export function lieFigures(): Figure[] {
    return [
        ...figuresOf([{ name: "a forged copy to all: corrected", unit: "s", target: 5 }], (seed) => lie(seed, "GUILD")),
        ...figuresOf([{ name: "a forged copy to one member: corrected", unit: "s", target: 5 }], (seed) =>
            lie(seed, "WHISPER"),
        ),
    ];
}
