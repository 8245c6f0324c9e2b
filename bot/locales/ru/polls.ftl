# Polls after contacts: asked, answered, summed up.
timeline-poll-answered = 📋 { $question } — { $answer }
timeline-poll-question = 📋 { $question }
