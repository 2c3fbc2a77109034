import { type Environment, type LuaFunction } from "../lua/types";
import { type Session } from "./host";

/** The handler of a command such as "/sdkp", through SLASH_<KEY>1, SLASH_<KEY>2, ... and SlashCmdList. */
function findHandler(environment: Environment, command: string): LuaFunction | undefined {
    const keys: string[] = [];
    for (const [key] of pairs(environment.get("SlashCmdList") as Record<string, LuaFunction>)) keys.push(key);
    table.sort(keys);
    for (const key of keys) {
        let number = 1;
        let name = environment.get(`SLASH_${key}1`);
        while (name !== undefined) {
            if (string.lower(name) === command) return environment.get("SlashCmdList")[key] as LuaFunction;
            number++;
            name = environment.get(`SLASH_${key}${tostring(number)}`);
        }
    }
    return undefined;
}

/**
 * Types a line into the chat of a client; raises when it is not a command that an addon has made.
 * @param lastError of the client: why an addon is not there, as a rule.
 */
export function runSlashCommand(session: Session, text: string, lastError: string | undefined): void {
    const [command, rest] = string.match(text, "^(/%S+)%s*(.-)%s*$");
    const handler = command === undefined ? undefined : findHandler(session.environment, string.lower(command));
    if (handler === undefined) {
        const hint = lastError === undefined ? "" : `; the client's last error: ${lastError}`;
        return error(`realm: slash: no such command: "${text}"${hint}`, 3);
    }
    session.guard.call(command as string, handler, rest, session.environment.get("DEFAULT_CHAT_FRAME"));
}
