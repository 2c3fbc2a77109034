/** /attend raid [note], /attend late (the target), /attend list, /attend last */

import type { Attendance, Raid } from "./attendance";

function say(text: string): void {
    DEFAULT_CHAT_FRAME.AddMessage(`RaidAttendance: ${text}`);
}

function noteRaid({ raid }: Attendance, note: string): void {
    const players: string[] = [];
    const names: string[] = [];
    for (const index of $range(1, GetNumGroupMembers())) {
        const player = UnitGUID(`raid${index}`);
        if (player !== undefined) {
            players.push(player);
            names.push(UnitName(`raid${index}`) ?? "?");
        }
    }
    const [event, refusal] = raid.submit({ players, names, note: note === "" ? undefined : note });
    say(event !== undefined ? `noted ${event.players.length} players` : `not noted: ${refusal}`);
}

function noteLate({ late }: Attendance): void {
    // A boss has a GUID, too, and submit() would raise for it.
    const player = UnitIsPlayer("target") ? UnitGUID("target") : undefined;
    const name = UnitName("target");
    if (player === undefined || name === undefined) {
        return say("target the player who came late");
    }
    const [event, refusal] = late.submit({ player, name });
    say(event !== undefined ? `noted ${event.name}` : `not noted: ${refusal}`);
}

function list({ ledger }: Attendance): void {
    const { raids, standings } = ledger.getState();
    const lines: string[] = [];
    for (const [, standing] of standings) {
        lines.push(`${standing.name}: ${standing.raids} of ${raids}`);
    }
    table.sort(lines);
    for (const line of lines) say(line);
}

function showLast({ raid }: Attendance): void {
    let last: Raid | undefined;
    for (const event of raid.events()) last = event;
    say(last === undefined ? "no raid yet" : `${last.players.length} players: ${last.note ?? "no note"}`);
}

export function registerCommands(attendance: Attendance): void {
    SLASH_RAIDATTENDANCE1 = "/attend";
    SlashCmdList.RAIDATTENDANCE = (message) => {
        const [command, rest] = string.match(message, "^(%S*)%s*(.*)$");
        if (command === "raid") noteRaid(attendance, rest);
        else if (command === "late") noteLate(attendance);
        else if (command === "list") list(attendance);
        else if (command === "last") showLast(attendance);
        else say("/attend raid [note], /attend late, /attend list, /attend last");
    };
}
