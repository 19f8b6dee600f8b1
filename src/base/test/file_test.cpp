#include "base/file.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "base/environment.hpp"

namespace chuhai::base {
namespace {

namespace fs = std::filesystem;

class File : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() /
              ("base_file_" + std::string(test->name()) + "_" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path in(const std::string& name) const { return folder_ / name; }
  std::ptrdiff_t file_count() const {
    return std::distance(fs::directory_iterator(folder_), fs::directory_iterator());
  }

 private:
  fs::path folder_;
};

TEST_F(File, WhatIsWrittenIsRead) {
  const std::string bytes("a\0b\r\n旋挖", 11);
  write_file(in("x.txt"), bytes);
  const auto read = read_file(in("x.txt"), 100);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, bytes);
  EXPECT_EQ(file_count(), 1);
}

TEST_F(File, WritingReplacesTheOldFileAndCreatesFolders) {
  write_file(in("a/b/x.txt"), "old and long");
  write_file(in("a/b/x.txt"), "new");
  EXPECT_EQ(*read_file(in("a/b/x.txt"), 100), "new");
}

TEST_F(File, MissingFileIsNotFound) {
  const auto read = read_file(in("none.csv"), 100);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::not_found);
  EXPECT_EQ(read.error().code, "file_missing");
  EXPECT_EQ(read.error().where.source, in("none.csv").string());
  EXPECT_FALSE(read.error().message.zh.empty());
  write_file(in("x"), "");
  EXPECT_EQ(read_file(in("x/y"), 100).error().code, "file_missing");
}

TEST_F(File, AFolderIsNotAFile) { EXPECT_EQ(read_file(in(""), 100).error().code, "not_a_file"); }

TEST_F(File, TheLimitIsExact) {
  write_file(in("x"), "12345");
  EXPECT_TRUE(read_file(in("x"), 5));
  const auto read = read_file(in("x"), 4);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::limit);
  EXPECT_EQ(read.error().code, "file_too_large");
}

TEST_F(File, ALimitStopsAnEndlessDevice) {
  EXPECT_EQ(read_file("/dev/zero", 1000000).error().code, "file_too_large");
}

TEST_F(File, PendingFileAppearsOnlyWhenCommitted) {
  {
    PendingFile pending(in("out.xlsx"));
    EXPECT_EQ(pending.path().extension(), ".xlsx");
    EXPECT_EQ(pending.path().parent_path(), in("out.xlsx").parent_path());
    std::ofstream(pending.path()) << "whole";
    EXPECT_FALSE(fs::exists(in("out.xlsx")));
    pending.commit();
  }
  EXPECT_EQ(*read_file(in("out.xlsx"), 100), "whole");
  EXPECT_EQ(file_count(), 1);
}

TEST_F(File, PendingFileWithoutCommitLeavesTheOldFileAndNothingElse) {
  write_file(in("out.csv"), "old");
  {
    const PendingFile pending(in("out.csv"));
    std::ofstream(pending.path()) << "half";
  }
  EXPECT_EQ(*read_file(in("out.csv"), 100), "old");
  EXPECT_EQ(file_count(), 1);
}

TEST_F(File, TwoPendingFilesForOneTargetDoNotShareAName) {
  const PendingFile first(in("out.csv"));
  const PendingFile second(in("out.csv"));
  EXPECT_NE(first.path(), second.path());
}

TEST_F(File, WritingWhereNoFolderCanBeIsAnEnvironmentFailure) {
  write_file(in("x"), "");
  EXPECT_THROW(write_file(in("x/y"), "z"), EnvironmentFailure);
  fs::create_directories(in("folder"));
  EXPECT_THROW(write_file(in("folder"), "z"), EnvironmentFailure);
  EXPECT_EQ(file_count(), 2);
}

}  // namespace
}  // namespace chuhai::base
