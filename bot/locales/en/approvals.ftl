# The card of an approval
approval-title = 🙋 <b>{ $title }</b>
approval-who-own = { $name } asks to approve a task of their own
approval-who = { $assigner } asks for it to be done by: { $executor }
approval-cost = Cost: { $cost }
approval-priority = ⚡ { $priority }
approval-why = Needs approval: { $reasons }
approval-reason-hours = a large estimate
approval-reason-cost = a high cost
approval-reason-department = the executor is of another department
approval-reason-template = the rule for such tasks
approval-executor-left = ⚠️ { $name } has left the company.
approval-until = An answer is needed by: { $moment }
approval-approve-button = ✅ Approve
approval-decline-button = 🚫 Decline
approval-ask-button = ❓ Ask
approval-date-button = 🗓 Other date
approval-ask-reason = Why do you decline? The assigner will read it and can change the task.
approval-ask-question = What do you want to ask? All who take part will see it; the decision waits.
approval-ask-date = Which deadline should it be? For example: Friday, 25.11 or tomorrow at 3pm. The task stays to be approved.
approval-toast-approved = Approved.

# Several on one screen
approvals-title = 🙋 <b>Waiting for your approval: { $count }</b>
approvals-none = 🙋 Nothing waits for your approval.
approvals-line = <b>{ $number }. { $title }</b>
approvals-facts = Due: { $facts }
approvals-load = The executor's week: { $load }
approvals-open-button = 📄 { $number }
approvals-approve-button = ✅ { $number }
approvals-all-button = ✅ Approve all shown ({ $count })
approvals-sure = <b>Approve { $count ->
    [one] { $count } task
   *[other] { $count } tasks
}?</b>
approvals-sure-button = ✅ Yes, approve { $count }
approvals-done = ✅ Approved: { $count }
approvals-not-done = ⚠️ “{ $title }” is not approved. { $reason }
approvals-gone = ⚠️ { $reason }
approvals-changed = The list has changed. Look at it as it is now, and try again.

# To the assigner
task-told-approval-date = 🗓 The approver changed the deadline: <b>{ $title }</b>
