import { GameChannel, onAddonMessage, onRestrictionEnd, registerPrefix } from "../../src/platform/channel";
import { GameEvents } from "../../src/platform/events";
import { GameGuard } from "../../src/platform/guard";
import { GameIdentity } from "../../src/platform/identity";
import { FakeGame } from "../support/game";

describe("GameChannel", () => {
    let game: FakeGame;
    let calls: unknown[];
    let results: (this: void) => LuaMultiReturn<unknown[]>;
    let isInRaid: boolean;
    let isInGroup: boolean;

    before_each(() => {
        game = new FakeGame();
        calls = [];
        results = () => $multi(0);
        isInRaid = false;
        isInGroup = false;
        game.set({
            C_ChatInfo: {
                SendAddonMessage: (...args: unknown[]) => {
                    calls.push(args);
                    return results();
                },
                RegisterAddonMessagePrefix: (...args: unknown[]) => {
                    calls.push(args);
                    return 0;
                },
            },
            IsInRaid: () => isInRaid,
            IsInGroup: () => isInGroup,
        });
    });
    after_each(() => game.end());

    it("calls the game's functions without a self", () => {
        registerPrefix("MyDKP");
        new GameChannel("MyDKP").send("text", "GUILD", undefined);
        new GameChannel("MyDKP").send("text", "WHISPER", "Jaina-Realm");
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
        const channel = new GameChannel("MyDKP");
        for (const [meaning, codes] of meanings) {
            for (const code of codes) {
                results = () => $multi(code);
                assert.equal(meaning, channel.send("text", "GUILD", undefined), `code ${code}`);
                results = () => $multi(code === 0, code);
                assert.equal(meaning, channel.send("text", "GUILD", undefined), `boolean and code ${code}`);
            }
        }
        results = () => $multi(true);
        assert.equal("sent", channel.send("text", "GUILD", undefined));
        results = () => $multi();
        assert.equal("sent", channel.send("text", "GUILD", undefined));
        results = () => $multi(false);
        assert.equal("invalid", channel.send("text", "GUILD", undefined));
    });

    it("speaks to the raid, else to the party, else to nobody", () => {
        const channel = new GameChannel("MyDKP");
        assert.equal("noRoute", channel.send("text", "RAID", undefined));
        isInGroup = true;
        assert.equal("sent", channel.send("text", "RAID", undefined));
        isInRaid = true;
        assert.equal("sent", channel.send("text", "RAID", undefined));
        assert.same(
            [
                ["MyDKP", "text", "PARTY"],
                ["MyDKP", "text", "RAID"],
            ],
            calls,
        );
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
