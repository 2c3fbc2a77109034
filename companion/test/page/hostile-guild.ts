/** A guild in which every text wants to be markup: what players, officers, authors of addons and of modules can write. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LedgerTypes } from "../../sample/game";
import { savedFile } from "../../sample/game";
import { packedGuid, type Player, SERVER } from "../../sample/players";
import { deviceOf, newMember, scopeTaken } from "../../src/access/entries";
import { foundingRecord } from "../../src/access/founding";
import { encodeBlock } from "../../src/format/block-writer";
import { Damage } from "../../src/format/damage";
import type { StoredEvent } from "../../src/format/key";
import { encodeCbor } from "../../src/room/cbor";
import { type Content, KIND } from "../../src/room/contents";
import { ROLE } from "../../src/room/content-items";
import { sha256, type Signer, signerOf } from "../../src/room/keys";
import type { Room } from "../../src/room/room";
import { Rooms } from "../../src/rooms/rooms";
import { openRecordStores } from "../../src/store/record-stores";
import { openSqlite } from "../../src/store/sqlite/sqlite-driver";

/** Shows the browser's own sign of a text that became markup: a global, a request to another site, an element. */
const mark = (place: string): string => `<img src=//e.x/${place} onerror=hacked=1>`;

/** The same where there is no room for that: a ledger's name has 16 bytes at most, a type's 32. */
const shortMark = (place: string): string => `<u id=x>${place}`;

/** By the place that each stands at. All of them are seen as texts, or the tests look at too little. */
export const MARKS = {
    scope: mark("scope"),
    type: shortMark("type"),
    field: shortMark("field"),
    text: mark("text"),
    listed: mark("listed"),
    item: mark("item"),
    player: mark("player"),
    stateKey: mark("key"),
    stateValue: mark("value"),
    view: mark("view"),
    column: mark("column"),
    playerCell: mark("c1"),
    itemCell: mark("c2"),
    numberCell: mark("c3"),
    timeCell: mark("c4"),
    textCell: mark("c5"),
    problem: mark("problem"),
    room: mark("room"),
    member: mark("member"),
    character: mark("char"),
    device: mark("device"),
    ledger: shortMark("ledger"),
} as const;

const LINK = `|cffa335ee|Hitem:19019|h[${MARKS.item}]|h|r`;
/** Without a place to break it. */
const LONG = "W".repeat(500);
const TEXTS = [MARKS.text, LINK, LONG, "javascript:hacked=1", "item:1:\"onmouseover='hacked=1'", `"'></title><b>`];

const START = Date.UTC(2026, 0, 7, 19) / 1000;
const PLAYER: Player = { id: 0x01a2b3c4, name: `${MARKS.player}-Realm`, token: "\" onload=hacked=1 x='" };
const NAMES = [{ ...PLAYER, guid: packedGuid(PLAYER) }];

/** In the saved file, where a ledger is called as its variable. */
export const VARIABLE = "Evil_Saved";
const TYPES = [
    {
        id: 1,
        name: Buffer.from(MARKS.type),
        fields: [`${MARKS.field}:string`, "more:any"].map((each) => Buffer.from(each)),
    },
];
const SAVED: LedgerTypes = { name: "Evil", stateVersion: 1, types: TYPES };

const EVENTS: readonly StoredEvent[] = TEXTS.map((text, index) => ({
    ...{ time: START + index, creator: PLAYER.id, counter: 0, server: SERVER },
    body: Buffer.concat([Buffer.of(1), encodeCbor(text), encodeCbor([MARKS.listed, [MARKS.listed, null]])]),
}));

/** In parentheses, as it may stand behind a bracket. */
const quoted = (text: string): string => `([==[${text}]==])`;

const MODULE = `
local cells = { ${[MARKS.playerCell, MARKS.itemCell, MARKS.numberCell, MARKS.timeCell, MARKS.textCell].map(quoted).join(", ")} }
local kinds = { "player", "item", "number", "time", "text" }
local columns = {}
for index, kind in ipairs(kinds) do
    columns[index] = { name = "c" .. index, title = index == 1 and ${quoted(MARKS.column)} or kind, kind = kind }
end

local function module(name, saved)
    local made = { name = name, saved = saved }
    made.initialState = function() return { [${quoted(MARKS.stateKey)}] = ${quoted(MARKS.stateValue)}, texts = {} } end
    function made.define(ledger)
        local fields = { "text:string", "more:any" }
        ledger:define(${quoted(MARKS.type)}, { id = 1, fields = fields }, function(state, event)
            state.texts[event.text] = event.more
        end)
    end
    made.views = {
        standings = { title = ${quoted(MARKS.view)}, columns = columns, rows = function() return { cells } end },
        broken = { columns = { "none" }, rows = function() error(${quoted(MARKS.problem)}) end },
    }
    return made
end

return { module("Evil", "${VARIABLE}"), module(${quoted(MARKS.ledger)}) }
`;

const deviceFor = (name: string): Signer => signerOf(sha256(Buffer.from(`hostile guild, ${name}`)));

async function writeRoom(rooms: Rooms): Promise<void> {
    const admin = deviceFor("admin");
    const character = { guid: packedGuid({ ...PLAYER, id: PLAYER.id + 1 }), name: `${MARKS.character}-Realm` };
    const founding = foundingRecord(admin, {
        ...{ name: MARKS.room, label: MARKS.member, characters: [character] },
        ...{ recovery: deviceFor("recovery").key, now: START },
    });
    const use = await rooms.found(founding.bytes);
    if (use instanceof Damage) throw use;
    const place = { ledger: Buffer.from(MARKS.ledger), scope: Buffer.from(MARKS.scope) };
    const entry = (said: (list: Room) => (Content & { kind: typeof KIND.entry })["said"]) =>
        use.room.lead(admin, (list) => [{ kind: KIND.entry, parent: list.chain.last, time: START, said: said(list) }]);
    await entry(() => scopeTaken(place.ledger, place.scope, false));
    await entry((list) => newMember(list, `${MARKS.member} 2`, [], ROLE.own));
    await entry(() => deviceOf(deviceFor("other").key, 1, MARKS.device));
    const about: Content = { kind: KIND.about, ...place, stateVersion: 1, types: TYPES, names: NAMES };
    await use.room.lead(admin, () => [about, { kind: KIND.batch, ...place, block: encodeBlock(EVENTS) }]);
    use.release();
}

/** Writes it, as the sample is written. @returns the folder of modules. */
export async function writeHostileGuild(folder: string): Promise<string> {
    const saved = join(folder, "game", "_classic_era_", "WTF", "Account", "EVE", "SavedVariables");
    const modules = join(folder, "modules");
    for (const each of [saved, modules]) mkdirSync(each, { recursive: true });
    writeFileSync(join(modules, "evil.lua"), MODULE);
    const file = savedFile({ ...SAVED, scope: MARKS.scope, events: EVENTS, names: NAMES });
    writeFileSync(join(saved, "Evil.lua"), file);
    const driver = openSqlite(join(folder, "rooms"));
    const rooms = new Rooms(openRecordStores(driver));
    await writeRoom(rooms);
    await rooms.close();
    await driver.close();
    return modules;
}
