-- luacheck of the Lua that ships and of the Lua that is written by hand. Only 1xx: globals set or read that nobody knows.
only = { "1" }
quiet = 1

-- Addons of the realm's specs: they set globals to be looked at, and one does not compile. Bundles of releases: they were
-- checked when they were made, and stay as they are.
exclude_files = { "spec/realm/fixtures", "spec/fixtures/releases" }

-- The standard library as the game has it: no io, os, package, debug, load, loadfile, dofile.
local LUA_OF_THE_GAME = {
    "_G", "assert", "collectgarbage", "coroutine", "error", "gcinfo", "getfenv", "getmetatable", "ipairs",
    "loadstring", "math", "newproxy", "next", "pairs", "pcall", "print", "rawequal", "rawget", "rawset", "select",
    "setfenv", "setmetatable", "string", "table", "tonumber", "tostring", "type", "unpack", "xpcall",
    "bit", "date", "time", "wipe",
}

-- What else of the game the library reads. A name that is missing here fails the tests: add it with care for clients
-- that do not have it.
local GAME = {
    "Ambiguate", "C_ChatInfo", "C_EncodingUtil", "C_EventUtils", "C_GuildInfo", "C_RestrictedActions", "C_Timer",
    "ChatFontNormal", "ChatThrottleLib", "CreateFrame", "Enum", "GetBuildInfo", "GetGuildInfo", "GetGuildRosterInfo", "GetLocale", "GetNormalizedRealmName",
    "GetNumGroupMembers", "GetNumGuildMembers", "GetRealmName", "GetServerTime", "GetTime", "GetTimePreciseSec",
    "InCombatLockdown", "IsInGroup", "IsInGuild", "IsInInstance", "IsInRaid", "IsLoggedIn", "LibEventLedger_Inbox", "LibStub", "UIParent", "UnitFullName",
    "UnitGUID", "UnitInRaid", "UnitIsGroupAssistant",
    "ERR_FRIEND_OFFLINE_S", "UnitClass", "UnitIsConnected", "UnitIsGroupLeader", "UnitIsUnit", "UnitName", "C_PartyInfo", "GetLootMethod", "WOW_PROJECT_ID", "debugprofilestop",
    "debugstack", "geterrorhandler", "issecretvalue", "securecallfunction", "strsplit",
}

-- And of what an addon reads.
local GAME_OF_ADDONS = {
    "C_Item", "DEFAULT_CHAT_FRAME", "GameTooltip", "GetItemInfo", "RAID_CLASS_COLORS", "SlashCmdList", "UIParent",
    "hooksecurefunc",
}

stds.lua_of_the_game = { read_globals = LUA_OF_THE_GAME }
stds.game = { read_globals = GAME }
stds.game_of_addons = { read_globals = GAME_OF_ADDONS }

-- The bundle sets no global but its slash command. `require` is read by TypeScriptToLua's loader, which does without it.
files["dist/*.lua"] = { std = "lua_of_the_game+game", read_globals = { "require" }, globals = { "SLASH_LIBEVENTLEDGER1", "SlashCmdList" } }

files["dist/LibStub.lua"] = { std = "lua_of_the_game", globals = { "LibStub", "_G" } }

-- The realm runs in plain Lua; TypeScriptToLua's helpers look for a later Lua's table.unpack.
files["authors/*.lua"] = { std = "lua51", read_globals = { table = { other_fields = true } } }

-- An addon's saved variables and slash commands are globals of its own.
files["examples/**/*.lua"] = {
    std = "lua_of_the_game+game+game_of_addons",
    globals = {
        "Auction", "Auction_Bid", "Auction_Saved", "LootCouncil", "LootCouncil_Saved", "SLASH_AUCTION1", "SLASH_LOOTCOUNCIL1",
        "SLASH_PRESENCE1", "SLASH_SIMPLEDKP1", "SLASH_SIMPLEDKP2", "SimpleDKP", "SimpleDKP_Saved", "SimpleDKP_Window", "SlashCmdList", "UISpecialFrames",
    },
}

files["examples/**/spec/*.lua"] = { std = "lua51+busted" }
files["spec/**/*.lua"] = { std = "lua51+busted" }
files["tools/docs/*.lua"] = { std = "lua51+busted" }
for _, pattern in ipairs({ "tools/*.lua", "demo/*.lua", "scenarios/*.lua" }) do
    files[pattern] = { std = "lua51", globals = { "bit" } }
end
