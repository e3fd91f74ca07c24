package access.group_test

import data.access.group

test_identification_is_part_of_the_file if group.identification - group.file == set()

test_reference_data_are_no_part_of_the_file if group.reference & group.file == set()

test_welcoming_is_part_of_serving if group.welcome - group.service == set()
