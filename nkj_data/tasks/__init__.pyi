from nkj_data.tasks.bank import Review as Review
from nkj_data.tasks.bank import Task as Task
from nkj_data.tasks.bank import task as task
from nkj_data.tasks.bank import tasks as tasks
