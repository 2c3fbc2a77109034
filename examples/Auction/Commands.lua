-- The slash commands: /auction opens the window, /auction help lists the others.

local _, addon = ...

local HELP = {
    "/auction - open or close the window",
    "/auction start <seconds|council> <least points> <item> - put something up, as the raid's leader or assistant",
    "/auction bid <points> - bid; /auction withdraw - bid no more",
    "/auction close - end it: the auctioneer at once, of the council each with a vote",
    "/auction cancel - end it without a sale",
    "/auction lead - get in line to be the auctioneer; /auction yield - be it no more",
    "/auction award <player|raid> <points> <reason> - the council: give points",
    "/auction points - everybody's points; /auction log - the last sales",
}

local commands = {}

commands[""] = function()
    addon.Window.toggle()
end

function commands.help()
    for _, line in ipairs(HELP) do
        addon.say("%s", line)
    end
end

function commands.start(arguments)
    local ending, minimum, item = string.match(arguments, "^(%S+)%s+(%d+)%s+(.+)$")
    local seconds = tonumber(ending)
    if item and (ending == "council" or seconds and seconds > 0) then
        addon.Auctioneer.start(item, tonumber(minimum), seconds)
    else
        addon.say("usage: /auction start <seconds|council> <least points> <item>")
    end
end

function commands.bid(arguments)
    local amount = tonumber(string.match(arguments, "^%d+$"))
    if amount then
        addon.Bids.place(amount)
    else
        addon.say("usage: /auction bid <points>")
    end
end

function commands.withdraw()
    addon.Bids.withdraw()
end

function commands.close()
    addon.Council.close()
end

function commands.cancel()
    addon.Auctioneer.cancel()
end

function commands.lead()
    addon.Auctioneer.lead()
end

function commands.yield()
    addon.Auctioneer.yield()
end

function commands.award(arguments)
    local who, amount, reason = string.match(arguments, "^(%S+)%s+(-?%d+)%s*(.*)$")
    if who then
        addon.Points.award(who, tonumber(amount), reason ~= "" and reason or nil)
    else
        addon.say("usage: /auction award <player|raid> <points> <reason>")
    end
end

function commands.points()
    addon.Points.list()
end

function commands.log()
    addon.Points.log()
end

SLASH_AUCTION1 = "/auction"
SlashCmdList.AUCTION = function(message)
    local name, arguments = string.match(message, "^(%S*)%s*(.-)%s*$")
    local command = commands[string.lower(name)] or commands.help
    command(arguments)
end
