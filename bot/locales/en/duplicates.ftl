# Clients that may be one: found, told apart, merged, taken apart again.
timeline-clients-merged = 🔗 Merged with client “{ $name }”
timeline-merge-undone = ↩️ Merge undone: “{ $name }”
timeline-person-erased = 🧹 Personal data erased on request
