/** The condition of a room in words. */

import type { RoomClosedReason, RoomStatus } from "../api/room";
import { bytesLess } from "../codec/compare";

const format = string.format;

const CLOSED: Record<RoomClosedReason, string> = {
    noGuild: "Closed: the character is in no guild.",
    noGroup: "Closed: the character is in no raid, party or instance group.",
    unknown: "Closed: the game does not tell yet which guild or group the character is in.",
    closed: "Closed by the addon.",
};

/** A sentence for each thing that is to be said, the most important first. */
export function explainRoom(status: RoomStatus): string[] {
    const { closedReason, members, lacking, overLimit, slots, bytes, waiting, prefixProblem } = status;
    const lines: string[] = [];
    const say = (line: string): void => {
        lines[lines.length] = line;
    };
    if (closedReason !== undefined) {
        say(CLOSED[closedReason]);
    }
    if (prefixProblem !== undefined) {
        say(`Nothing is heard: ${prefixProblem}.`);
    }
    if (closedReason !== undefined) {
        return lines;
    }
    say(format("Open with %.0f %s present, this client included.", members, members === 1 ? "member" : "members"));
    if (status.isMuted) {
        say("This player may not speak in guild chat: nobody sees what this client contributes.");
    }
    if (status.isInLockdown) {
        say(format("The game refuses addon messages at present; %.0f wait.", waiting));
    }
    if (lacking > 0) {
        say(format("Of %.0f members something is lacking here and was asked for.", lacking));
    }
    for (const name of overLimit) {
        say(`${name} says more than a room keeps: nothing of it is shown.`);
    }
    for (const { name, isKnown, lost } of status.objects) {
        if (!isKnown) {
            say(`The object "${name}" is not known yet: patches wait.`);
        }
        if (lost > 0) {
            say(format('%.0f patches of the object "%s" came too late and may be lost.', lost, name));
        }
    }
    if (status.isMatchingCut) {
        say(
            "There are more requests of a rendezvous than are tried in all combinations: a possible group may have been missed.",
        );
    }
    say(format("This client uses %.0f of 256 slots and %.0f of 16384 bytes.", slots, bytes));
    const reasons: string[] = [];
    for (const [reason] of pairs(status.ignored as unknown as LuaTable<string, number>)) {
        reasons[reasons.length] = reason;
    }
    table.sort(reasons, bytesLess);
    for (const reason of reasons) {
        say(format("%.0f messages were passed over: %s.", status.ignored[reason], reason));
    }
    return lines;
}
