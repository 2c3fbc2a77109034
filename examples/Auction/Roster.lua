-- Who is who: guild members by name and GUID, who is of the council, and who may lead auctions.

local _, addon = ...

local Roster = {}
addon.Roster = Roster

-- Guild master and the rank below are the council.
Roster.COUNCIL_RANK = 1

local members

-- "Name-Realm", as rooms name players; where characters have surnames there are no realms.
local function fullName(name)
    local realm = GetNormalizedRealmName()
    return (realm and not string.find(name, "-", 1, true)) and name .. "-" .. realm or name
end

local function read()
    if members then
        return members
    end
    members = { byName = {}, byGuid = {} }
    for index = 1, (GetNumGuildMembers()) do
        local name, _, rank, _, _, _, _, _, _, _, _, _, _, _, _, _, guid = GetGuildRosterInfo(index)
        if name and guid then
            local member = { name = fullName(name), guid = guid, rank = rank }
            members.byName[member.name] = member
            members.byGuid[guid] = member
        end
    end
    return members
end

-- The GUID of a guild member called "Name-Realm", or "Name" of the own realm.
function Roster.guidOf(name)
    local member = read().byName[fullName(name)]
    return member and member.guid
end

-- The name of a player as the own realm says it; of one who has left the guild, the GUID.
function Roster.nameOf(guid)
    local member = read().byGuid[guid]
    return member and Ambiguate(member.name, "guild") or guid
end

function Roster.isCouncil(name)
    local member = read().byName[name]
    return member ~= nil and member.rank <= Roster.COUNCIL_RANK
end

-- Whether somebody leads the group, or assists in a raid.
function Roster.mayLead(name)
    local unit = Ambiguate(name, "none")
    return UnitIsGroupLeader(unit) or UnitIsGroupAssistant(unit)
end

local frame = CreateFrame("Frame")
frame:RegisterEvent("GUILD_ROSTER_UPDATE")
frame:RegisterEvent("PLAYER_GUILD_UPDATE")
frame:SetScript("OnEvent", function()
    members = nil
end)
