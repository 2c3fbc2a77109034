-- Who of the guild runs this addon, in which version and with which role: /presence, and /presence tank|healer|damage.

local VERSION = "1.0.0"
local ROLES = { tank = true, healer = true, damage = true }

local room = LibStub("LibEventLedgerRooms-1.0"):createRoom({ name = "PresenceRoom" })

-- One entry each member: what it runs, and the role of its player. It goes when the member goes.
local users = room:pool("users", {
    key = function(user) return user.name end,
    fields = { "name:string", "version:string", "role:string?" },
})

local name, role

local function say()
    if name then
        users:replaceContribution({ name = name, version = VERSION, role = role })
    end
end

-- The room opens when the game knows the guild, and again after a change of guild.
room:on("opened", function()
    for _, member in ipairs(room:members()) do
        if member.isSelf then
            name = member.name
        end
    end
    say()
end)

local function list()
    local names, all = {}, users:getAllContributions()
    for user in pairs(all) do
        names[#names + 1] = user
    end
    table.sort(names)
    for _, user in ipairs(names) do
        print(string.format("%s: version %s, %s", user, all[user].version, all[user].role or "no role"))
    end
end

SLASH_PRESENCE1 = "/presence"
SlashCmdList.PRESENCE = function(text)
    if ROLES[text] then
        role = text
        say()
    else
        list()
    end
end
