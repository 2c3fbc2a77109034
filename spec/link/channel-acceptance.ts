/** What any AddonChannel must do: each implementation runs this suite over itself. */

import type { AddonChannel, ChatType, Route, SendResult } from "../../src/ports";
import type { ChannelName } from "../../src/api/options";

/** A message that went out. */
export interface Carried {
    readonly text: string;
    readonly chatType: ChatType;
    readonly target: string | undefined;
}

/** A channel, and the game behind it. */
export interface ChannelStage {
    readonly channel: AddonChannel;
    /** Lets the game answer so from now on. */
    answer(result: Answer): void;
    /** Lets the game give the answers that it still owes, if it owes any. */
    settle(): void;
    /** The messages that the game took. */
    carried(): Carried[];
}

/** How a game answers. That a call raises an error is no answer. */
export type Answer = Exclude<SendResult, "raised">;

const RESULTS: readonly Answer[] = ["sent", "busy", "lockdown", "noRoute", "invalid"];
const CHANNELS: readonly (readonly ChannelName[])[] = [[], ["GUILD"], ["RAID"], ["GUILD", "RAID"], ["RAID", "GUILD"]];
const GUILD: Route = { chatType: "GUILD" };

/** Raises when a condition does not hold. A module that is no spec does not see busted's assertions. */
function expect(condition: boolean, otherwise: string): void {
    if (!condition) error(otherwise, 2);
}

function expectTexts(expected: readonly unknown[], actual: readonly unknown[]): void {
    const wanted = expected.map((value) => tostring(value)).join(", ");
    const got = actual.map((value) => tostring(value)).join(", ");
    if (wanted !== got) error(`expected ${wanted}, got ${got}`, 2);
}

/** What became of a message: the answer at once, or that given later. */
function send(stage: ChannelStage, text: string, route: Route): SendResult {
    const late: SendResult[] = [];
    const result = stage.channel.send(text, route, (answer) => late.push(answer), false);
    const early = late.length;
    stage.settle();
    stage.settle();
    if (result === "pending") {
        expect(early === 0, "answered before it said that the answer is pending");
        expect(late.length === 1, `answered ${late.length} times`);
        return late[0];
    }
    expect(late.length === 0, "answered at once, and later too");
    return result;
}

function saysWhatItCarries(this: void, { channel }: ChannelStage): void {
    const { messageBytes } = channel;
    // A frame of 4 bytes, with room for a fragment.
    expect(messageBytes >= 32 && messageBytes === math.floor(messageBytes), `messages of ${messageBytes} bytes`);
    for (const { burst, rate } of [channel.throttle, channel.whisperThrottle]) {
        expect(burst >= 1 && burst < math.huge, `a burst of ${burst}`);
        expect(rate > 0 && rate < math.huge, `a rate of ${rate}`);
    }
}

function carriesAnyBytes(this: void, stage: ChannelStage): void {
    const { messageBytes } = stage.channel;
    const bytes: string[] = [];
    for (const byte of $range(1, messageBytes)) bytes.push(string.char(((byte - 1) % 255) + 1));
    const texts = ["x", string.rep(string.char(255), messageBytes), table.concat(bytes)];
    expectTexts(
        ["sent", "sent", "sent"],
        texts.map((text) => send(stage, text, GUILD)),
    );
    expectTexts(
        texts,
        stage.carried().map(({ text }) => text),
    );
}

function tellsWhatBecame(this: void, stage: ChannelStage): void {
    for (const result of RESULTS) {
        stage.answer(result);
        expectTexts([result], [send(stage, result, GUILD)]);
    }
    stage.answer("sent");
    expectTexts(["sent"], [send(stage, "again", GUILD)]);
    expectTexts(
        ["sent", "again"],
        stage.carried().map(({ text }) => text),
    );
}

function mixesNothingUp(this: void, stage: ChannelStage): void {
    const answers: string[] = [];
    for (const text of ["a", "b", "c"]) {
        const result = stage.channel.send(text, GUILD, (late) => answers.push(`${text} ${late}`), false);
        if (result !== "pending") answers.push(`${text} ${result}`);
    }
    stage.settle();
    expectTexts(["a sent", "b sent", "c sent"], answers);
}

function whispersToTheTarget(this: void, stage: ChannelStage): void {
    send(stage, "a", { chatType: "WHISPER", target: "Jaina-Realm" });
    for (const chatType of ["GUILD", "RAID", "PARTY", "INSTANCE_CHAT"] as const) send(stage, "b", { chatType });
    expectTexts(
        ["a WHISPER Jaina-Realm", "b GUILD nil", "b RAID nil", "b PARTY nil", "b INSTANCE_CHAT nil"],
        stage.carried().map(({ text, chatType, target }) => `${text} ${chatType} ${tostring(target)}`),
    );
}

/** Routes for some channels. @returns how many, for who is sure that there are any. */
function checkRoutes(stage: ChannelStage, channels: readonly ChannelName[], spokesmen: readonly string[]): number {
    const routes = stage.channel.routes(channels, spokesmen);
    expect(
        routes.length <= channels.length + spokesmen.length,
        `${routes.length} routes of ${channels.length} channels`,
    );
    const seen = new LuaSet<string>();
    for (const route of routes) {
        const { chatType, target } = route;
        const way = `${chatType} ${tostring(target)}`;
        expect((chatType === "WHISPER") === (target !== undefined), `${way}: a whisper alone has a target`);
        expect(!seen.has(way), `${way} twice`);
        seen.add(way);
        expectTexts(["sent"], [send(stage, "x", route)]);
    }
    return routes.length;
}

function knowsRoutes(this: void, stage: ChannelStage): void {
    let count = 0;
    for (const channels of CHANNELS) {
        count += checkRoutes(stage, channels, []) + checkRoutes(stage, channels, ["Jaina-Realm", "Thrall-Realm"]);
    }
    expect(count > 0, "no routes at all");
}

function namesItsState(this: void, { channel }: ChannelStage): void {
    expectTexts(["boolean"], [type(channel.isWhisperFree())]);
    const restriction = channel.restriction();
    expect(restriction === undefined || restriction.length > 0, "a restriction without a name");
}

/** The suite: what a channel does, and a check of it with a channel whose game takes all messages at first. */
export const CHANNEL_CASES: readonly (readonly [title: string, check: (this: void, stage: ChannelStage) => void])[] = [
    ["says what it carries, and how fast", saysWhatItCarries],
    ["carries messages of 1 byte to the most it says, of any bytes but NUL, as they are", carriesAnyBytes],
    ["tells what became of each message, later only where it said so, and once", tellsWhatBecame],
    ["takes a message while the answer to another is awaited, and mixes none up", mixesNothingUp],
    ["whispers to the target, and says to everybody what has none", whispersToTheTarget],
    ["knows routes that it can send on, none twice, and none of no channels", knowsRoutes],
    ["says whether whispers are free, and names the restriction if there is one", namesItsState],
];
