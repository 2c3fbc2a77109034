/**
 * The events that the realm knows. Registering any other raises, as in the game; an addon that needs one adds it here or
 * with the option `events` of its client.
 */
const KNOWN_EVENTS = [
    "ADDON_LOADED",
    "ADDON_RESTRICTION_STATE_CHANGED",
    "CHAT_MSG_ADDON",
    "CHAT_MSG_ADDON_LOGGED",
    "CHAT_MSG_GUILD",
    "CHAT_MSG_LOOT",
    "CHAT_MSG_OFFICER",
    "CHAT_MSG_PARTY",
    "CHAT_MSG_RAID",
    "CHAT_MSG_RAID_WARNING",
    "CHAT_MSG_SYSTEM",
    "CHAT_MSG_WHISPER",
    "ENCOUNTER_END",
    "ENCOUNTER_LOOT_RECEIVED",
    "ENCOUNTER_START",
    "GROUP_FORMED",
    "GROUP_JOINED",
    "GROUP_LEFT",
    "GROUP_ROSTER_UPDATE",
    "GUILD_RANKS_UPDATE",
    "GUILD_ROSTER_UPDATE",
    "LOADING_SCREEN_DISABLED",
    "LOADING_SCREEN_ENABLED",
    "LOOT_CLOSED",
    "LOOT_OPENED",
    "PARTY_LOOT_METHOD_CHANGED",
    "PLAYER_ENTERING_WORLD",
    "PLAYER_GUILD_UPDATE",
    "PLAYER_LEAVING_WORLD",
    "PLAYER_LOGIN",
    "PLAYER_LOGOUT",
    "PLAYER_REGEN_DISABLED",
    "PLAYER_REGEN_ENABLED",
    "PLAYER_TARGET_CHANGED",
    "UNIT_CONNECTION",
    "UNIT_NAME_UPDATE",
    "ZONE_CHANGED_NEW_AREA",
];

const gameEvents = new LuaSet<string>();
for (const name of KNOWN_EVENTS) gameEvents.add(name);

/** Whether clients know an event without being told. */
export function isGameEvent(name: string): boolean {
    return gameEvents.has(name);
}

/** The set of events of one client. */
export function createEventSet(added: readonly string[], removed: readonly string[]): LuaSet<string> {
    const known = new LuaSet<string>();
    for (const name of KNOWN_EVENTS) known.add(name);
    for (const name of added) known.add(name);
    for (const name of removed) known.delete(name);
    return known;
}
