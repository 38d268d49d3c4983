-- Who looks at imports hears of those whose work has just begun or ended, however long the list of old ones is.
create index import_moved on import (greatest(task_started_at, task_ended_at));
