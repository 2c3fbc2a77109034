/** The commands that a companion is given, by name. */
import type { RoomCommand } from "../room-command";
import { foundCommand } from "./found";
import { cancelCommand, inviteCommand, pairCommand } from "./invite";
import { joinCommand } from "./join";
import { forgetCommand, leaveCommand } from "./leave";
import { dropCommand, membersCommand, removeCommand, roleCommand } from "./members";
import { recoverCommand } from "./recover";
import { scopeCommand } from "./scope";
import { refusedCommand, statusCommand } from "./status";
import { agreeCommand, syncCommand } from "./sync";

export const COMMANDS: ReadonlyMap<string, RoomCommand> = new Map([
    ["found", foundCommand],
    ["invite", inviteCommand],
    ["join", joinCommand],
    ["pair", pairCommand],
    ["members", membersCommand],
    ["role", roleCommand],
    ["remove", removeCommand],
    ["drop", dropCommand],
    ["cancel", cancelCommand],
    ["recover", recoverCommand],
    ["scope", scopeCommand],
    ["agree", agreeCommand],
    ["status", statusCommand],
    ["refused", refusedCommand],
    ["sync", syncCommand],
    ["leave", leaveCommand],
    ["forget", forgetCommand],
]);
