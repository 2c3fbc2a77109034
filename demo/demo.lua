-- Plays a job of the demo: BUILD is the folder of the compiled sources, JOB a file with the job as JSON.
local build, job = ...
dofile("tools/bit.lua")
package.path = build .. "/?.lua;" .. package.path
require("demo.run.main").run(job)
