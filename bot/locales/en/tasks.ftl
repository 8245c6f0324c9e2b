task-title = <b>{ $title }</b>
