// The results of the operations on backup sets, with their JSON and text. Private to the area.
#pragma once

#include "engine/backup/catalogue.h"
#include "engine/backup/create.h"
#include "engine/backup/keys.h"
#include "engine/backup/verify.h"
#include "engine/operations/operation.h"

namespace strandline::operations {

std::unique_ptr<Result> createdResult(backup::CreateReport report, std::string store,
                                      std::optional<backup::SetVerification> verified);
std::unique_ptr<Result> setsResult(std::vector<backup::SetInfo> sets);
std::unique_ptr<Result> setResult(backup::SetInfo set);
std::unique_ptr<Result> crosscheckResult(backup::CrosscheckReport report);
std::unique_ptr<Result> rotationResult(backup::RotationReport report);
// place: "file" or "entry", where the key is now.
std::unique_ptr<Result> keyPlaceResult(const char *place, std::string name);

} // namespace strandline::operations
