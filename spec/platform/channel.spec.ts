import { GameChannel, onAddonMessage, onPlayerOffline, onRestrictionEnd } from "../../src/platform/channel";
import { GameEvents } from "../../src/platform/events";
import { GameGuard } from "../../src/platform/guard";
import { GameIdentity } from "../../src/platform/identity";
import type { Route } from "../../src/ports";
import { type Answer, type Carried, CHANNEL_CASES, type ChannelStage } from "../link/channel-acceptance";
import { FakeGame } from "../support/game";

describe("GameChannel", () => {
    let game: FakeGame;
    let calls: unknown[];
    let results: (this: void) => LuaMultiReturn<unknown[]>;
    let isInRaid: boolean;
    let isInGroup: boolean;
    let isInInstanceGroup: boolean;
    let isInGuild: boolean;
    let canSpeak: boolean;
    let roster: string[];
    let register: (this: void) => unknown;

    function newChannel(): GameChannel {
        const identity = new GameIdentity(new GameEvents(new GameGuard()));
        identity.isReady();
        return new GameChannel("MyDKP", identity);
    }

    function send(channel: GameChannel, route: Route, isUrgent = false): string {
        return channel.send("text", route, () => {}, isUrgent);
    }

    before_each(() => {
        game = new FakeGame();
        calls = [];
        results = () => $multi(0);
        isInRaid = false;
        isInGroup = false;
        isInInstanceGroup = false;
        isInGuild = false;
        canSpeak = true;
        roster = [];
        register = () => 0;
        game.remove("ChatThrottleLib");
        game.set({
            C_ChatInfo: {
                SendAddonMessage: (...args: unknown[]) => {
                    calls.push(args);
                    return results();
                },
                RegisterAddonMessagePrefix: (...args: unknown[]) => {
                    calls.push(args);
                    return register();
                },
            },
            IsInRaid: () => isInRaid,
            IsInGroup: (category?: number) => (category === undefined ? isInGroup : isInInstanceGroup),
            IsInGuild: () => isInGuild,
            C_GuildInfo: { CanSpeakInGuildChat: () => canSpeak },
            GetNumGuildMembers: () => roster.length,
            GetGuildRosterInfo: (index: number) => roster[index - 1],
            GetNumGroupMembers: () => 2,
            UnitName: (unit: string) => (unit === "raid1" ? "Thrall" : "Jaina"),
            UnitGUID: () => "Player-1-0000000A",
            GetNormalizedRealmName: () => "Realm",
        });
    });
    after_each(() => game.end());

    it("calls the game's functions without a self", () => {
        const channel = newChannel();
        send(channel, { chatType: "GUILD" });
        send(channel, { chatType: "WHISPER", target: "Jaina-Realm" });
        assert.same([["MyDKP"], ["MyDKP", "text", "GUILD"], ["MyDKP", "text", "WHISPER", "Jaina-Realm"]], calls);
    });

    it("understands each code, alone and behind a boolean", () => {
        const meanings = [
            ["sent", [0]],
            ["busy", [3, 8, 9]],
            ["noRoute", [5, 10, 12]],
            ["lockdown", [11]],
            ["invalid", [1, 2, 4, 6, 7, 99]],
        ] as const;
        const channel = newChannel();
        for (const [meaning, codes] of meanings) {
            for (const code of codes) {
                results = () => $multi(code);
                assert.equal(meaning, send(channel, { chatType: "GUILD" }), `code ${code}`);
                results = () => $multi(code === 0, code);
                assert.equal(meaning, send(channel, { chatType: "GUILD" }), `boolean and code ${code}`);
            }
        }
        results = () => $multi(true);
        assert.equal("sent", send(channel, { chatType: "GUILD" }));
        results = () => $multi();
        assert.equal("sent", send(channel, { chatType: "GUILD" }));
        results = () => $multi(false);
        assert.equal("invalid", send(channel, { chatType: "GUILD" }));
    });

    it("tells that sending raised, keeps the error, and goes on", () => {
        const channel = newChannel();
        assert.is_nil(channel.sendError);
        results = () => error("hook of another addon", 0);
        assert.equal("raised", send(channel, { chatType: "GUILD" }));
        assert.equal("hook of another addon", channel.sendError);
        results = () => $multi(0);
        assert.equal("sent", send(channel, { chatType: "GUILD" }));
    });

    it("tells why the prefix could not be registered", () => {
        for (const result of [0, 1, true]) {
            register = () => result;
            assert.is_nil(newChannel().prefixProblem, tostring(result));
        }
        register = () => undefined;
        assert.is_nil(newChannel().prefixProblem);
        const words = 'the game did not register the addon message prefix "MyDKP" ';
        const problems: [(this: void) => unknown, string][] = [
            [() => 3, "(all addons together have too many)"],
            [() => 2, "(2)"],
            [() => false, "(false)"],
            [() => error("oops", 0), "(oops)"],
        ];
        for (const [answer, reason] of problems) {
            register = answer;
            assert.equal(words + reason, newChannel().prefixProblem);
        }
    });

    it("believes a client that says false of a prefix that is registered", () => {
        game.set({
            C_ChatInfo: {
                RegisterAddonMessagePrefix: () => false,
                IsAddonMessagePrefixRegistered: (prefix: string) => prefix === "MyDKP",
            },
        });
        assert.is_nil(newChannel().prefixProblem);
    });

    it("reaches the raid, else the party, else nobody", () => {
        const channel = newChannel();
        assert.same([], channel.routes(["RAID"], []));
        isInGroup = true;
        assert.same([{ chatType: "PARTY" }], channel.routes(["RAID"], []));
        isInRaid = true;
        assert.same([{ chatType: "RAID" }], channel.routes(["RAID"], []));
        isInInstanceGroup = true;
        assert.same([{ chatType: "INSTANCE_CHAT" }], channel.routes(["RAID"], []));
    });

    it("reaches the guild, by whisper where this client may not speak there", () => {
        const channel = newChannel();
        assert.same([], channel.routes(["GUILD"], ["Jaina-Realm"]));
        isInGuild = true;
        assert.same([{ chatType: "GUILD" }], channel.routes(["GUILD"], ["Jaina-Realm"]));
        canSpeak = false;
        assert.same(
            [
                { chatType: "WHISPER", target: "Jaina-Realm" },
                { chatType: "WHISPER", target: "Anna-Realm" },
            ],
            channel.routes(["GUILD"], ["Jaina-Realm", "Anna-Realm"]),
        );
        assert.same([], channel.routes(["GUILD"], []));
    });

    it("leaves the group out when the guild's channel reaches all of it", () => {
        isInGuild = true;
        isInGroup = true;
        isInRaid = true;
        const channel = newChannel();
        roster = ["Thrall-Realm", "Jaina-Realm"];
        assert.same([{ chatType: "GUILD" }], channel.routes(["GUILD", "RAID"], []));
        roster = ["Thrall-Realm"];
        assert.same([{ chatType: "GUILD" }, { chatType: "RAID" }], newChannel().routes(["GUILD", "RAID"], []));
    });

    describe("with ChatThrottleLib", () => {
        let callback: ((this: void, argument: unknown, didSend: boolean, code?: number) => void) | undefined;
        let isAtOnce: boolean;

        function addThrottle(version: number | undefined): void {
            game.set({
                ChatThrottleLib: {
                    version,
                    SendAddonMessage(...args: unknown[]) {
                        calls.push(args.slice(0, 4));
                        callback = args[6] as typeof callback;
                        if (isAtOnce) {
                            callback!(undefined, true, 0);
                        }
                    },
                },
            });
        }

        before_each(() => {
            callback = undefined;
            isAtOnce = false;
            addThrottle(25);
        });

        it("waits for its answer", () => {
            const answers: string[] = [];
            const route = { chatType: "GUILD" } as const;
            const channel = newChannel();
            assert.equal(
                "pending",
                channel.send("text", route, (result) => answers.push(result), false),
            );
            assert.same([["MyDKP"], ["NORMAL", "MyDKP", "text", "GUILD"]], calls);
            callback!(undefined, false, 11);
            callback!(undefined, true);
            assert.same(["lockdown", "sent"], answers);
        });

        it("has what is urgent go before the traffic of all addons", () => {
            send(newChannel(), { chatType: "GUILD" }, true);
            assert.same(["ALERT", "MyDKP", "text", "GUILD"], calls[1]);
        });

        it("passes by one that is too old to tell results", () => {
            for (const version of [24, 22, 0]) {
                addThrottle(version > 0 ? version : undefined);
                calls = [];
                results = () => $multi(11);
                assert.equal("lockdown", send(newChannel(), { chatType: "GUILD" }));
                assert.same(["MyDKP", "text", "GUILD"], calls[1]);
            }
        });

        it("tells that it raised", () => {
            game.set({ ChatThrottleLib: { version: 32, SendAddonMessage: () => error("full", 0) } });
            const channel = newChannel();
            assert.equal("raised", send(channel, { chatType: "GUILD" }));
            assert.equal("full", channel.sendError);
        });

        it("takes an answer that comes at once", () => {
            isAtOnce = true;
            assert.equal("sent", send(newChannel(), { chatType: "GUILD" }));
        });
    });
});

/** Codes of the game, and how ChatThrottleLib hands them on. */
const CODES: Record<Answer, number> = { sent: 0, busy: 3, lockdown: 11, noRoute: 12, invalid: 1 };

/** A game's channel, in one of its ways. */
interface Way {
    /** Whether ChatThrottleLib is loaded, and whether it answers at once. */
    readonly throttle?: "atOnce" | "late";
    /** Whether this client may not speak in guild chat. */
    readonly isMute?: boolean;
}

type ThrottleCallback = (this: void, argument: unknown, didSend: boolean, code: number) => void;

/** The game behind a channel, for the suite of all channels. */
class AcceptanceGame implements ChannelStage {
    readonly game = new FakeGame();
    readonly channel: GameChannel;
    private code = CODES.sent;
    private readonly taken: Carried[] = [];
    private owed: ((this: void) => void)[] = [];

    constructor({ throttle, isMute }: Way) {
        this.game.set({
            C_ChatInfo: {
                SendAddonMessage: (_prefix: string, text: string, chatType: Route["chatType"], target?: string) =>
                    this.take(text, chatType, target),
                RegisterAddonMessagePrefix: () => 0,
            },
            IsInRaid: () => true,
            IsInGroup: (category?: number) => category === undefined,
            IsInGuild: () => true,
            IsInInstance: () => $multi(false),
            C_GuildInfo: { CanSpeakInGuildChat: () => isMute !== true },
            GetNumGuildMembers: () => 0,
            GetNumGroupMembers: () => 2,
            UnitName: () => "Thrall",
            UnitGUID: () => "Player-1-0000000A",
            GetNormalizedRealmName: () => "Realm",
        });
        if (throttle === undefined) this.game.remove("ChatThrottleLib");
        else this.addThrottle(throttle === "late");
        const identity = new GameIdentity(new GameEvents(new GameGuard()));
        identity.isReady();
        this.channel = new GameChannel("MyDKP", identity);
    }

    answer(result: Answer): void {
        this.code = CODES[result];
    }

    settle(): void {
        const { owed } = this;
        this.owed = [];
        for (const give of owed) give();
    }

    carried(): Carried[] {
        return this.taken;
    }

    private take(text: string, chatType: Route["chatType"], target: string | undefined): number {
        if (this.code === CODES.sent) this.taken.push({ text, chatType, target });
        return this.code;
    }

    private addThrottle(isLate: boolean): void {
        const { game } = this;
        const queue = (...args: unknown[]): void => {
            const [, , text, chatType, target, , callback] = args;
            const give = (): void => {
                const code = this.take(text as string, chatType as Route["chatType"], target as string | undefined);
                (callback as ThrottleCallback)(undefined, code === CODES.sent, code);
            };
            if (isLate) this.owed.push(give);
            else give();
        };
        game.set({
            ChatThrottleLib: {
                version: 32,
                SendAddonMessage(...args: unknown[]) {
                    queue(...args);
                },
            },
        });
    }
}

const WAYS: readonly (readonly [name: string, way: Way])[] = [
    ["GameChannel", {}],
    ["GameChannel with ChatThrottleLib", { throttle: "late" }],
    ["GameChannel with a ChatThrottleLib that is not busy", { throttle: "atOnce" }],
    ["GameChannel of who may only whisper", { isMute: true }],
    ["GameChannel of who may only whisper, with ChatThrottleLib", { isMute: true, throttle: "late" }],
];

for (const [name, way] of WAYS) {
    describe(`${name}, as any channel,`, () => {
        let stage: AcceptanceGame;
        before_each(() => {
            stage = new AcceptanceGame(way);
        });
        after_each(() => stage.game.end());

        for (const [title, check] of CHANNEL_CASES) it(title, () => check(stage));
    });
}

describe("GameChannel.restriction", () => {
    let game: FakeGame;
    before_each(() => {
        game = new FakeGame();
        game.set({ C_ChatInfo: { RegisterAddonMessagePrefix: () => 0 } });
    });
    after_each(() => game.end());

    function restriction(): string | undefined {
        return new GameChannel("MyDKP", new GameIdentity(new GameEvents(new GameGuard()))).restriction();
    }

    it("names the one that is active, and not combat, in which messages go out", () => {
        let active = 0;
        game.set({ C_RestrictedActions: { IsAddOnRestrictionActive: (kind: number) => kind === active } });
        const names: string[] = [];
        for (const kind of $range(0, 6)) {
            active = kind;
            names.push(restriction() ?? "none");
        }
        assert.same(["none", "encounter", "challenge mode", "PvP match", "map", "chat", "none"], names);
    });

    it("tells nothing on a client that cannot tell", () => {
        game.set({ C_RestrictedActions: {} });
        assert.is_nil(restriction());
        game.remove("C_RestrictedActions");
        assert.is_nil(restriction());
    });
});

describe("onAddonMessage", () => {
    let game: FakeGame;
    let heard: string[];

    function listen(): void {
        game.set({
            UnitGUID: () => "Player-1-0000000A",
            UnitName: () => "Thrall",
            GetNormalizedRealmName: () => "Realm",
            IsInGuild: () => false,
        });
        const events = new GameEvents(new GameGuard());
        const identity = new GameIdentity(events);
        identity.isReady();
        onAddonMessage(events, identity, (prefix, text, sender) => heard.push(`${prefix} ${text} ${sender}`));
    }

    before_each(() => {
        game = new FakeGame();
        heard = [];
    });
    after_each(() => game.end());

    it("hands on what can be read, with the sender's full name", () => {
        game.remove("issecretvalue");
        listen();
        game.fire("CHAT_MSG_ADDON", "MyDKP", "text", "GUILD", "Jaina", "");
        game.fire("CHAT_MSG_ADDON", "MyDKP", "text", "GUILD", "Jaina-Proudmoore", "");
        assert.same(["MyDKP text Jaina-Realm", "MyDKP text Jaina-Proudmoore"], heard);
    });

    it("touches nothing of a message of which any part is secret", () => {
        const secret = setmetatable(
            {},
            {
                __index: () => error("touched", 0),
                __concat: () => error("touched", 0),
                __eq: () => error("touched", 0),
            },
        );
        game.set({ issecretvalue: (value: unknown) => rawequal(value, secret) });
        listen();
        const whole: unknown[] = ["MyDKP", "text", "GUILD", "Jaina"];
        for (const index of $range(0, 3)) {
            const parts = [...whole];
            parts[index] = secret;
            game.fire("CHAT_MSG_ADDON", ...parts);
        }
        assert.same([], heard);
        assert.same([], game.errors);
        game.fire("CHAT_MSG_ADDON", ...whole);
        assert.equal(1, heard.length);
    });

    it("leaves aside what is no text", () => {
        game.remove("issecretvalue");
        listen();
        game.fire("CHAT_MSG_ADDON");
        game.fire("CHAT_MSG_ADDON", "MyDKP", 5, "GUILD", "Jaina");
        assert.same([], heard);
        assert.same([], game.errors);
    });
});

describe("onRestrictionEnd", () => {
    it("hears of the end of any restriction, and not of its beginning", () => {
        const game = new FakeGame();
        let ends = 0;
        onRestrictionEnd(new GameEvents(new GameGuard()), () => {
            ends++;
        });
        game.fire("ADDON_RESTRICTION_STATE_CHANGED", 1, 1);
        game.fire("ADDON_RESTRICTION_STATE_CHANGED", 1, 2);
        assert.equal(0, ends);
        game.fire("ADDON_RESTRICTION_STATE_CHANGED", 1, 0);
        game.fire("ADDON_RESTRICTION_STATE_CHANGED", 5, 0);
        assert.equal(2, ends);
        game.end();
    });
});

class OfRealm {
    canonicalName(name: string): string {
        return `${name}-Realm`;
    }
}

describe("onPlayerOffline", () => {
    it("reads the name out of what the game says in its language", () => {
        const game = new FakeGame();
        const names: string[] = [];
        game.set({ ERR_FRIEND_OFFLINE_S: "%s ist jetzt offline (Gilde)." });
        const events = new GameEvents(new GameGuard());
        onPlayerOffline(events, new OfRealm() as unknown as GameIdentity, (name) => names.push(name));
        game.fire("CHAT_MSG_SYSTEM", "Jaina ist jetzt offline (Gilde).");
        game.fire("CHAT_MSG_SYSTEM", "Jaina ist jetzt online.");
        game.fire("CHAT_MSG_SYSTEM", undefined);
        assert.same(["Jaina-Realm"], names);
        game.end();
    });

    it("does nothing on a client that has no such text", () => {
        const game = new FakeGame();
        onPlayerOffline(new GameEvents(new GameGuard()), {} as GameIdentity, () => error("told"));
        game.fire("CHAT_MSG_SYSTEM", "Jaina has gone offline.");
        game.end();
    });
});
