import { type ApiContext, type Host } from "../client/host";
import { createFonts } from "../client/widgets/font-string";
import { type Environment, type LuaFunction, define, pack } from "../lua/types";

function print(host: Host, ...values: unknown[]): void {
    const texts: string[] = [];
    for (const index of $range(1, select("#", ...values))) texts.push(tostring(select(index, ...values)[0]));
    host.chat.push(table.concat(texts, " "));
}

/** hooksecurefunc([table,] name, hook): the hook runs after the original, with its arguments. */
function hook(environment: Environment, ...args: any[]): void {
    const isGlobal = type(args[0]) === "string";
    const owner: Environment = isGlobal ? environment : args[0];
    const name: string = isGlobal ? args[0] : args[1];
    const added: LuaFunction = isGlobal ? args[1] : args[2];
    const original = owner.get(name) as (this: void, ...values: unknown[]) => LuaMultiReturn<unknown[]>;
    if (type(original) !== "function") error(`hooksecurefunc(): ${tostring(name)} is not a function`, 3);
    owner.set(name, (...values: unknown[]): LuaMultiReturn<unknown[]> => {
        const count = select("#", ...values);
        const results = pack(...original(...unpack(values, 1, count)));
        added(...unpack(values, 1, count));
        return $multi(...unpack(results.values as unknown[], 1, results.count));
    });
}

/** RAID_CLASS_COLORS of two of the classes. */
function classColors(): Record<string, object> {
    return { WARRIOR: { r: 0.78, g: 0.61, b: 0.43 }, MAGE: { r: 0.25, g: 0.78, b: 0.92 } };
}

/** Frames, the chat window, slash commands and hooks. */
export function installUserInterface({ host, session }: ApiContext): void {
    const { environment, frames, hub } = session;
    frames.create("Frame", "UIParent");
    frames.create("GameTooltip", "GameTooltip");
    const chatFrame = frames.create("Frame", "DEFAULT_CHAT_FRAME") as unknown as Environment;
    chatFrame.set("AddMessage", (_: object, text: unknown) => {
        host.chat.push(tostring(text));
    });
    define(environment, {
        CreateFrame: (frameType: unknown, name?: unknown, parent?: unknown, templates?: unknown) =>
            frames.create(frameType, name, parent, templates),
        ...createFonts(),
        // Names of the frames that the Escape key closes.
        UISpecialFrames: [],
        RAID_CLASS_COLORS: classColors(),
        C_EventUtils: { IsEventValid: (event: string) => hub.knownEvents.has(event) },
        SlashCmdList: {},
        print: (...values: unknown[]) => print(host, ...values),
        hooksecurefunc: (...args: any[]) => hook(environment, ...args),
        GetLocale: () => "enUS",
    });
}
