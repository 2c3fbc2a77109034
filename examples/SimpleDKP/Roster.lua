-- Who is in the guild: names, GUIDs and classes. Read again only after the game has said that something changed.

local _, addon = ...

local Roster = {}
addon.Roster = Roster

local members

local function read()
    if members then
        return members
    end
    members = { guids = {}, names = {}, classes = {} }
    for index = 1, (GetNumGuildMembers()) do
        local name, _, _, _, _, _, _, _, _, _, class, _, _, _, _, _, guid = GetGuildRosterInfo(index)
        if name and guid then
            local short = string.match(name, "^[^-]+")
            members.guids[string.lower(name)] = guid
            members.guids[string.lower(short)] = guid
            members.names[guid] = short
            members.classes[guid] = class
        end
    end
    return members
end

-- The GUID of a member called "Name" or "Name-Realm".
function Roster.guidOf(name)
    return read().guids[string.lower(name)]
end

-- The name of a member; of one who has left, the GUID.
function Roster.nameOf(guid)
    return read().names[guid] or guid
end

-- Red, green and blue of a player's class; white when it is not known.
function Roster.colorOf(guid)
    local class = read().classes[guid]
    local color = class and RAID_CLASS_COLORS[class]
    if color then
        return color.r, color.g, color.b
    end
    return 1, 1, 1
end

local frame = CreateFrame("Frame")
frame:RegisterEvent("GUILD_ROSTER_UPDATE")
frame:RegisterEvent("PLAYER_GUILD_UPDATE")
frame:SetScript("OnEvent", function()
    members = nil
    addon.Window.markChanged()
end)
